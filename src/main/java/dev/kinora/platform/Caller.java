package dev.kinora.platform;

import java.lang.ScopedValue.CallableOp;
import org.jspecify.annotations.Nullable;

/** Who is asking, in which request, from where. Bound for the length of a request or a job; every transaction reads it. */
public record Caller(
        Viewer viewer,
        String requestId,
        @Nullable String ip,
        @Nullable String userAgent) {
    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    public static Caller system(String name) {
        return new Caller(new Viewer.Kinora(name), Ids.next().toString(), null, null);
    }

    /** The caller of the running request or job; without one nothing may reach the database. */
    public static Caller current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException("no caller is bound here; wrap the work in Caller.run");
        }
        return CURRENT.get();
    }

    public static boolean isBound() {
        return CURRENT.isBound();
    }

    public Caller as(Viewer other) {
        return new Caller(other, requestId, ip, userAgent);
    }

    /** Kinora at work for whoever asks here. */
    public Caller asSystem(String part) {
        return as(
                switch (viewer) {
                    case Viewer.User user -> new Viewer.Kinora(part, user);
                    case Viewer.Anonymous() -> new Viewer.Kinora(part);
                    case Viewer.Kinora already -> already;
                });
    }

    public <T extends @Nullable Object, X extends Throwable> T call(CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }
}
