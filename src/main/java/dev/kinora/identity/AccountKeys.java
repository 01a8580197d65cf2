package dev.kinora.identity;

import dev.kinora.access.ApiKey;
import dev.kinora.access.ApiKeys;
import dev.kinora.access.SignedIn;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ApiScope;
import java.util.Set;

/** Keys of one's own account: what access keeps, told to their owner by mail. */
public final class AccountKeys {
    private final AccountStore store;
    private final ApiKeys keys;
    private final AccountLetters letters;
    private final Db db;

    AccountKeys(Db db, ApiKeys keys, AccountLetters letters) {
        this.store = new AccountStore(db);
        this.keys = keys;
        this.letters = letters;
        this.db = db;
    }

    /**
     * Committed on its own, since what a key may do is for the system alone to write; a request that is kept for replay
     * has a transaction of its owner open around it.
     *
     * @param allowed what the new key may have at most
     */
    public ApiKey.Created create(SignedIn person, ApiKeys.Wish wish, Set<ApiScope> allowed) {
        var owner = store.credentials(person.user()).orElseThrow(IdentityProblem::userNotFound);
        return db.apart("keys", _ -> {
            var made = keys.create(owner.id(), wish, allowed);
            letters.keyMade(owner.email(), owner.username(), made.key().name());
            return made;
        });
    }
}
