package dev.kinora.identity;

import dev.kinora.access.SignedIn;
import dev.kinora.access.Token;
import dev.kinora.platform.Db;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** People's pictures. Each has an address of its own that never shows another one, so that browsers keep it for good. */
public final class Avatars {
    public static final int MOST_BYTES = Pictures.MOST_BYTES;

    private static final int VERSION_BYTES = 8;

    private final AvatarStore store;
    private final Db db;
    private final Clock clock;

    Avatars(Db db, Clock clock) {
        this.store = new AvatarStore(db);
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param sent a PNG, JPEG, GIF or WebP file as it came
     * @return the picture's address
     * @throws IdentityProblem when it is none, or too large
     */
    public String set(SignedIn person, InputStream sent) throws IOException {
        var picture = Pictures.square(sent.readNBytes(MOST_BYTES + 1));
        var version = HexFormat.of().formatHex(Token.hash(picture), 0, VERSION_BYTES);
        var url = "/avatars/" + person.user() + "/" + version + ".jpg";
        db.write(_ -> {
            store.put(person.user(), picture, version, clock.instant());
            store.setUrl(person.user(), url);
            return null;
        });
        return url;
    }

    /** Removing none is no mistake. */
    public void remove(SignedIn person) {
        db.write(_ -> {
            store.delete(person.user());
            store.setUrl(person.user(), null);
            return null;
        });
    }

    /** Empty for a version that was replaced. */
    Optional<byte[]> find(UUID user, String version) {
        return store.find(user, version);
    }
}
