package dev.kinora.identity;

import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.UserRole;

final class FirstAdminStore {
    private final Db db;

    FirstAdminStore(Db db) {
        this.db = db;
    }

    /** Also one who may not act at present: whoever finds an old link must not step into their place. */
    boolean hasAdmin() {
        return db.glance(sql -> sql.fetchExists(USERS, USERS.ROLE.eq(UserRole.admin)));
    }

    /** One at a time: two who open the link of the first admin together do not both become it. */
    void lock() {
        db.write(sql -> sql.execute("select pg_advisory_xact_lock(hashtext('first admin'))"));
    }
}
