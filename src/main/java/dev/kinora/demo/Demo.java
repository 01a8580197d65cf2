package dev.kinora.demo;

import dev.kinora.access.SignedIn;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.SignUp;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.UserRole;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills an installation that nobody uses, so that whoever tries Kinora sees all of it at once. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final String DOMAIN = "@demo.example";
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int PASSWORD = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Db db;
    private final DemoStore store;
    private final Accounts accounts;
    private final Filling filling;
    private @Nullable Thread filler;

    Demo(Db db, Accounts accounts, Filling filling) {
        this.db = db;
        this.store = new DemoStore(db);
        this.accounts = accounts;
        this.filling = filling;
    }

    private record Part(String username, String displayName, UserRole role, String bio) {}

    private static final List<Part> CAST = List.of(
            new Part("ada", "Ada", UserRole.member, "Pictures that follow from a rule. I teach with them."),
            new Part("ben", "Ben", UserRole.member, "Sound, and what it looks like."),
            new Part("lin", "Lin", UserRole.member, "Here to learn. Sometimes I point a telephone at things."),
            new Part("ola", "Ola", UserRole.admin, "I run this Kinora."));

    /** Somebody of the demo, whose password is told this once. */
    public record Person(String username, String email, String password, boolean runsIt) {
        @Override
        public String toString() {
            return "Person[" + username + "]";
        }
    }

    /** What became of the wish for a demo. */
    public sealed interface Begun {
        /** Nobody was here: these people are now, and films follow. */
        record Fresh(List<Person> people, int films) implements Begun {}

        /** It is a demo already; films that are missing follow. */
        record GoesOn() implements Begun {}

        /** Others use it; nothing was done. */
        record Inhabited() implements Begun {}
    }

    /** Answers at once; films are drawn and brought meanwhile, one after the other. */
    public synchronized Begun begin() {
        var caller = Caller.system("demo");
        var people = caller.call(() -> db.system("demo", _ -> store.isNobodyHere() ? people() : List.<Person>of()));
        var ids = caller.call(this::ids);
        if (ids.size() < CAST.size()) {
            return new Begun.Inhabited();
        }
        if (filler == null) {
            filler = Thread.ofPlatform().name("demo").daemon().start(() -> fill(ids));
        }
        return people.isEmpty()
                ? new Begun.GoesOn()
                : new Begun.Fresh(people, Clips.all().size());
    }

    private List<Person> people() {
        var people = new ArrayList<Person>();
        for (var part : CAST) {
            var person =
                    new Person(part.username(), part.username() + DOMAIN, password(), part.role() == UserRole.admin);
            var wish = new SignUp(person.email(), person.username(), person.password());
            accounts.create(wish, part.role());
            people.add(person);
        }
        return people;
    }

    private static String password() {
        var text = new StringBuilder();
        for (var i = 0; i < PASSWORD; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** By their names; of whoever was made by a demo. */
    private Map<String, UUID> ids() {
        var ids = new HashMap<String, UUID>();
        for (var part : CAST) {
            accounts.idOf(part.username() + DOMAIN).ifPresent(id -> ids.put(part.username(), id));
        }
        return ids;
    }

    private void fill(Map<String, UUID> ids) {
        try {
            for (var part : CAST) {
                introduce(part, ids.get(part.username()));
            }
            for (var clip : Clips.all()) {
                bring(clip, ids);
            }
            filling.putForward(ids);
            filling.endLooking();
        } catch (InterruptedException _) {
            LOG.debug("The demo goes on with the next start.");
        } catch (RuntimeException e) {
            LOG.warn("The demo is not whole; the next start goes on with it: {}", e.getMessage());
        }
    }

    private void introduce(Part part, @Nullable UUID id) {
        if (id == null) {
            return;
        }
        Caller.system("demo").as(new Viewer.User(id)).run(() -> {
            var profile = accounts.profile(part.username());
            if (profile.isPresent() && profile.get().bio() == null) {
                accounts.changeProfile(
                        new SignedIn(id, part.username(), null, null, part.role(), null),
                        new Accounts.ProfileChange(part.username(), part.displayName(), part.bio(), "UTC"),
                        null);
            }
        });
    }

    /** One that cannot be made is no reason to do without the others. */
    private void bring(Clip clip, Map<String, UUID> ids) throws InterruptedException {
        try {
            if (filling.bring(clip, ids)) {
                LOG.info("The demo has \"{}\".", clip.title());
            }
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            LOG.warn("The demo goes without \"{}\": {}", clip.title(), e.getMessage());
            LOG.debug("Why", e);
        }
    }

    /** What is being drawn is drawn again after the next start. */
    @Override
    public synchronized void close() throws InterruptedException {
        if (filler != null) {
            filler.interrupt();
            filler.join(10_000);
        }
    }
}
