package dev.kinora.bench;

import dev.kinora.access.Token;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A database full of people who are signed in. */
final class AccountsDatabase implements AutoCloseable {
    static final int ACCOUNTS = 10_000;
    static final int SESSIONS = 20_000;
    private static final int KEYS = 10_000;

    private static final List<String> ROWS = List.of(
            """
            insert into users (email, username, password_hash, email_verified_at, last_login_at)
            select 'viewer' || n || '@example.org', 'viewer' || n, password_hash, now(), now()
            from users, generate_series(2, %d) n where username = 'viewer1'
            """.formatted(ACCOUNTS),
            """
            insert into sessions (user_id, token_hash, expires_at, ip_address, user_agent)
            select id, sha256(('session' || lpad(n::text, 36, '0'))::bytea), now() + interval '12 hours', '192.0.2.7', 'Mozilla/5.0'
            from generate_series(1, %d) n join users on username = ('viewer' || 1 + n %% %d)::citext
            """.formatted(SESSIONS, ACCOUNTS),
            """
            insert into api_keys (user_id, key_hash, key_prefix, name)
            select id, sha256(('key' || n)::bytea), 'kin_AbCdEf', 'key ' || n
            from generate_series(1, %d) n join users on username = ('viewer' || 1 + n %% %d)::citext
            """.formatted(KEYS - KinoraWithAccounts.KEYS, ACCOUNTS),
            "update api_keys set rate_limit = 2000000000 where name = 'bench'",
            "vacuum analyze users, sessions, api_keys",
            "checkpoint");

    private final DatabaseAddress owner;
    private final DatabaseAccess access;
    private final Connection superuser;

    AccountsDatabase(EmbeddedServer server) throws SQLException {
        this.owner = server.database("kinora");
        this.access = DatabaseAccess.of(owner, Map.of());
        new Migrations(access).run();
        this.superuser = server.superuser("kinora").connect();
    }

    DatabaseAddress owner() {
        return owner;
    }

    /** What the cookie of a session holds; they count from 1. */
    static String session(int number) {
        return "session" + String.format(Locale.ROOT, "%036d", number);
    }

    /** Once the first account and its keys are there: all others have its password. */
    void fill() throws SQLException {
        try (var statement = superuser.createStatement()) {
            for (var sql : ROWS) {
                statement.execute(sql);
            }
        }
    }

    String conditions() throws SQLException {
        return one("""
                select format('PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s; %s accounts, %s sessions, %s keys',
                    current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit'),
                    current_setting('shared_buffers'), (select count(*) from users), (select count(*) from sessions), (select count(*) from api_keys))
                """);
    }

    /** What all of the server's processes have spent. */
    Duration cpu() throws SQLException {
        var postmaster =
                ProcessHandle.of(Long.parseLong(one("select pg_backend_pid()"))).flatMap(ProcessHandle::parent);
        return postmaster.stream()
                .flatMap(it -> Stream.concat(Stream.of(it), it.children()))
                .map(it -> it.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * The plan of the statement that Kinora's connections ran last, run once more with the rights they have.
     *
     * @param condition what tells the statement from others
     * @param secret whose hash is looked for
     */
    String plan(String condition, String secret) throws SQLException {
        var running = one(
                "select query from pg_stat_activity where usename = 'kinora_worker' and starts_with(query, 'select')"
                        + " and strpos(query, '" + condition + "') > 0 limit 1");
        var hash = HexFormat.of().formatHex(Token.hash(secret));
        try (var worker = access.worker().connect();
                var statement = worker.createStatement()) {
            statement.execute("prepare look_up as " + running);
            var lines = new ArrayList<String>(List.of(running));
            try (var rows = statement.executeQuery("explain (analyze, buffers) execute look_up ('\\x" + hash
                    + "', now()::text::timestamptz, 'active', 'trial')")) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    private String one(String sql) throws SQLException {
        try (var statement = superuser.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("nothing was found by " + sql);
            }
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        superuser.close();
    }
}
