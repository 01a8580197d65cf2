package dev.kinora.identity;

import static dev.kinora.schema.Tables.AVATARS;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class AvatarStore {
    private final Db db;

    AvatarStore(Db db) {
        this.db = db;
    }

    void put(UUID user, byte[] picture, String version, Instant now) {
        db.write(sql -> sql.insertInto(AVATARS)
                .set(AVATARS.USER_ID, user)
                .set(AVATARS.PICTURE, picture)
                .set(AVATARS.VERSION, version)
                .onConflict(AVATARS.USER_ID)
                .doUpdate()
                .set(AVATARS.PICTURE, picture)
                .set(AVATARS.VERSION, version)
                .set(AVATARS.CREATED_AT, now.atOffset(ZoneOffset.UTC))
                .execute());
    }

    void delete(UUID user) {
        db.write(sql -> sql.deleteFrom(AVATARS).where(AVATARS.USER_ID.eq(user)).execute());
    }

    void setUrl(UUID user, @Nullable String url) {
        db.write(sql -> sql.update(USERS)
                .set(USERS.AVATAR_URL, url)
                .where(USERS.ID.eq(user))
                .execute());
    }

    Optional<byte[]> find(UUID user) {
        return db.read(sql -> sql.select(AVATARS.PICTURE)
                .from(AVATARS)
                .where(AVATARS.USER_ID.eq(user))
                .fetchOptional(AVATARS.PICTURE));
    }

    Optional<byte[]> find(UUID user, String version) {
        return db.read(sql -> sql.select(AVATARS.PICTURE)
                .from(AVATARS)
                .where(AVATARS.USER_ID.eq(user), AVATARS.VERSION.eq(version))
                .fetchOptional(AVATARS.PICTURE));
    }
}
