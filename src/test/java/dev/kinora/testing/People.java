package dev.kinora.testing;

import dev.kinora.access.ApiKeys;
import dev.kinora.access.Token;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.SignUp;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Accounts to act with, each with the password {@link #PASSWORD} and as many browsers and keys as asked for. */
public final class People {
    public static final String PASSWORD = "harbour gull lamp seven";

    private People() {}

    public record Person(RunningKinora kinora, UUID id, String username, String email) {
        /** A browser of theirs that is signed in, as the value of its session cookie. */
        public String browser() {
            return browser("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36");
        }

        public String browser(String agent) {
            var token = Token.random();
            try (var connection = kinora.access().worker().connect();
                    var statement = connection.prepareStatement("""
                            insert into sessions (user_id, token_hash, expires_at, ip_address, user_agent)
                            values (?, ?, now() + interval '1 day', '192.0.2.7', ?)""")) {
                statement.setObject(1, id);
                statement.setBytes(2, token.hash());
                statement.setString(3, agent);
                statement.execute();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return token.secret();
        }

        /** The secret of a new key of theirs. */
        public String key(ApiScope... scopes) {
            var wish = new ApiKeys.Wish("test", Set.of(scopes), null);
            return Caller.system("test")
                    .call(() -> kinora.bean(ApiKeys.class)
                            .create(id, wish, EnumSet.allOf(ApiScope.class))
                            .secret());
        }
    }

    public static Person member(RunningKinora kinora, String username) {
        return create(kinora, username, UserRole.member);
    }

    public static Person create(RunningKinora kinora, String username, UserRole role) {
        var email = username + "@example.org";
        moveAside(kinora, username);
        var id = Caller.system("test")
                .call(() -> kinora.bean(Accounts.class).create(new SignUp(email, username, PASSWORD), role));
        return new Person(kinora, id, username, email);
    }

    /** Whoever a failed run of the same test left behind gives up the name, so that the run after it begins anew. */
    private static void moveAside(RunningKinora kinora, String username) {
        Films.execute(kinora, """
                with gone as (
                    update users set username = 'was_' || left(md5(id::text), 12), email = 'was_' || left(md5(id::text), 12) || '@example.org'
                    where username = ? returning id)
                select from gone""", username);
    }
}
