package dev.kinora.identity;

import java.text.Normalizer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id with the parameters OWASP asks for: 19 MB and two passes each. No more of them at once than there are
 * processors, and few in waiting: a flood of sign-ins costs neither memory nor everybody else's turn.
 */
final class Passwords {
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int MEMORY_KB = 19 * 1024;
    private static final int PASSES = 2;
    /** With the same parameters, so that it takes the same time; what it is the hash of was forgotten at once. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$a2lub3JhIG5vYm9keSAwMQ$MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";

    private static final int WAITING = 200;
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(SALT, HASH, 1, MEMORY_KB, PASSES);
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    private final AtomicLong computed = new AtomicLong();

    String hash(String password) {
        return bounded(() -> String.valueOf(argon2.encode(normal(password))));
    }

    /** @param hash null where there is no such person: the same work is done, so that the time does not tell */
    boolean verify(String password, @Nullable String hash) {
        var compared = hash == null ? NOBODYS : hash;
        return bounded(() -> argon2.matches(normal(password), compared)) && hash != null;
    }

    /** How many hashes were computed; each takes its time. */
    long computed() {
        return computed.get();
    }

    /** The same letters typed on different keyboards are the same password. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private <T> T bounded(java.util.function.Supplier<T> work) {
        if (processors.getQueueLength() >= WAITING || !acquired()) {
            throw IdentityProblem.busy();
        }
        try {
            computed.incrementAndGet();
            return work.get();
        } finally {
            processors.release();
        }
    }

    private boolean acquired() {
        try {
            return processors.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
