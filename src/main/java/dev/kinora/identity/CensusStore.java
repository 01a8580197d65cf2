package dev.kinora.identity;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class CensusStore {
    private static final String COUNT = """
            with today as (select date_trunc('day', {0}, 'UTC') as midnight)
            select u.status::text, u.role::text, u.leaving, u.people,
                   (select count(*) from api_keys
                    where revoked_at is null and deleted_at is null and (expires_at is null or expires_at > {0})) as keys,
                   (select count(*) from users, today where last_login_at >= midnight) as signed_in,
                   (select array_agg(coalesce(n, 0) order by day)
                    from today, generate_series(midnight - interval '29 days', midnight, interval '1 day') day
                    left join (select date_trunc('day', created_at, 'UTC') as day, count(*) as n from users, today
                               where created_at >= midnight - interval '29 days' group by 1) joined using (day)) as joined
            from (select status, role, deleted_at is not null as leaving, count(*) as people from users group by 1, 2, 3) u""";

    private final Db db;

    CensusStore(Db db) {
        this.db = db;
    }

    Census count(Instant now) {
        var moment = DSL.val(now.atOffset(ZoneOffset.UTC));
        return db.read(sql -> census(
                sql.resultQuery(COUNT, moment).fetch(),
                now.atOffset(ZoneOffset.UTC).toLocalDate()));
    }

    private static Census census(List<Record> rows, LocalDate today) {
        var byStatus = new EnumMap<UserStatus, Long>(UserStatus.class);
        var byRole = new EnumMap<UserRole, Long>(UserRole.class);
        var leaving = 0L;
        for (var row : rows) {
            var people = row.get("people", Long.class);
            if (row.get("leaving", Boolean.class)) {
                leaving += people;
            } else {
                byStatus.merge(UserStatus.valueOf(row.get("status", String.class)), people, Long::sum);
                byRole.merge(UserRole.valueOf(row.get("role", String.class)), people, Long::sum);
            }
        }
        // There is at least whoever asks.
        var whole = rows.getFirst();
        return new Census(
                byStatus,
                byRole,
                leaving,
                days(whole.get("joined", Long[].class), today),
                whole.get("signed_in", Long.class),
                whole.get("keys", Long.class));
    }

    private static List<Census.Day> days(Long[] joined, LocalDate today) {
        var days = new ArrayList<Census.Day>();
        for (int i = 0; i < joined.length; i++) {
            days.add(new Census.Day(today.minusDays(joined.length - 1L - i), joined[i]));
        }
        return days;
    }
}
