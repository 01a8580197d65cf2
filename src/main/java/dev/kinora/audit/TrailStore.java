package dev.kinora.audit;

import static dev.kinora.schema.Tables.JOB_SCHEDULES;
import static dev.kinora.schema.Tables.TRAIL;
import static dev.kinora.schema.Tables.USERS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

final class TrailStore {
    private static final int FETCH = 500;
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final dev.kinora.schema.tables.Users ACTOR = USERS.as("actor");
    private static final dev.kinora.schema.tables.Users TARGET = USERS.as("target");
    private static final Field<String> ADDRESS = DSL.field("host({0})", SQLDataType.VARCHAR, TRAIL.IP_ADDRESS);

    private final Db db;

    TrailStore(Db db) {
        this.db = db;
    }

    Page<Entry> page(Condition which, PageRequest page) {
        var cursor = page.cursor();
        // The seek compares a row, which prunes no partitions; its first half alone does.
        var reached = cursor == null
                ? DSL.noCondition()
                : TRAIL.CREATED_AT.le((OffsetDateTime) cursor.values(List.of(OffsetDateTime.class, UUID.class))[0]);
        return db.read(sql -> Keyset.fetch(
                entries(sql).where(which).and(reached),
                page,
                TrailStore::entry,
                TRAIL.CREATED_AT.desc(),
                TRAIL.ID.desc()));
    }

    Optional<Entry> find(UUID id) {
        return db.read(sql -> entries(sql).where(TRAIL.ID.eq(id)).fetchOptional(TrailStore::entry));
    }

    void stream(Condition which, Consumer<Entry> each) {
        db.read(sql -> {
            try (var rows = select(entries(sql).where(which)).fetchSize(FETCH).fetchLazy()) {
                for (var row : rows) {
                    each.accept(entry(row));
                }
            }
            return null;
        });
    }

    private static org.jooq.SelectSeekStep2<Record, OffsetDateTime, UUID> select(SelectConditionStep<Record> query) {
        return query.orderBy(TRAIL.CREATED_AT.desc(), TRAIL.ID.desc());
    }

    private static org.jooq.SelectJoinStep<Record> entries(DSLContext sql) {
        return sql.select(List.<Field<?>>of(
                        TRAIL.ID,
                        TRAIL.CREATED_AT,
                        TRAIL.ACTOR_TYPE,
                        TRAIL.ACTOR_ID,
                        ACTOR.USERNAME,
                        TRAIL.ACTION,
                        TRAIL.RESOURCE_TYPE,
                        TRAIL.RESOURCE_ID,
                        TARGET.USERNAME,
                        JOB_SCHEDULES.NAME,
                        TRAIL.OLD_VALUES,
                        TRAIL.NEW_VALUES,
                        ADDRESS,
                        TRAIL.USER_AGENT,
                        TRAIL.REQUEST_ID))
                .from(TRAIL)
                .leftJoin(ACTOR)
                .on(ACTOR.ID.eq(TRAIL.USER_ID))
                .leftJoin(TARGET)
                .on(TARGET.ID.eq(TRAIL.RESOURCE_ID).and(TRAIL.RESOURCE_TYPE.eq("user")))
                .leftJoin(JOB_SCHEDULES)
                .on(JOB_SCHEDULES.ID.eq(TRAIL.RESOURCE_ID).and(TRAIL.RESOURCE_TYPE.eq("job_schedule")));
    }

    static Condition of(UUID person) {
        return TRAIL.USER_ID.eq(person).or(TRAIL.RESOURCE_TYPE.eq("user").and(TRAIL.RESOURCE_ID.eq(person)));
    }

    /** What a person did and what was done to them. */
    Condition condition(TrailFilter filter, UUID person) {
        return condition(filter).and(of(person));
    }

    Condition condition(TrailFilter filter) {
        var all = new ArrayList<Condition>();
        if (filter.actor() != null) {
            all.add(TRAIL.ACTOR_ID.eq(actorId(filter.actor())));
        }
        if (filter.actorType() != null) {
            all.add(TRAIL.ACTOR_TYPE.eq(filter.actorType()));
        }
        if (filter.action() != null) {
            all.add(action(filter.action()));
        }
        if (filter.resourceType() != null) {
            all.add(TRAIL.RESOURCE_TYPE.eq(filter.resourceType()));
        }
        if (filter.resourceId() != null) {
            all.add(TRAIL.RESOURCE_ID.eq(filter.resourceId()));
        }
        if (filter.from() != null) {
            all.add(TRAIL.CREATED_AT.ge(at(filter.from())));
        }
        if (filter.to() != null) {
            all.add(TRAIL.CREATED_AT.lt(at(filter.to())));
        }
        return DSL.and(all);
    }

    /** An action begins with its resource's type; LIKE could search no index under row-level security. */
    private static Condition action(String action) {
        return action.endsWith(".")
                ? TRAIL.RESOURCE_TYPE.eq(action.substring(0, action.length() - 1))
                : TRAIL.ACTION.eq(action);
    }

    /** As the system, as comparing names searches no index under row-level security; what comes of it is never shown. */
    private String actorId(String actor) {
        if (UUID_FORM.matcher(actor).matches()) {
            return UUID.fromString(actor).toString();
        }
        return db.glance(sql -> sql.select(USERS.ID)
                .from(USERS)
                .where(USERS.USERNAME.eq(actor))
                .fetchOptional(USERS.ID)
                .map(UUID::toString)
                .orElse(actor));
    }

    private static Entry entry(Record row) {
        var before = object(row.get(TRAIL.OLD_VALUES));
        var after = object(row.get(TRAIL.NEW_VALUES));
        var type = row.get(TRAIL.RESOURCE_TYPE);
        var known = row.get(TARGET.USERNAME) != null ? row.get(TARGET.USERNAME) : row.get(JOB_SCHEDULES.NAME);
        return new Entry(
                row.get(TRAIL.ID),
                row.get(TRAIL.CREATED_AT).toInstant(),
                new Entry.Actor(row.get(TRAIL.ACTOR_TYPE), row.get(TRAIL.ACTOR_ID), row.get(ACTOR.USERNAME)),
                row.get(TRAIL.ACTION),
                new Entry.Resource(type, row.get(TRAIL.RESOURCE_ID), name(known, after, before)),
                changes(before, after),
                row.get(ADDRESS),
                row.get(TRAIL.USER_AGENT),
                row.get(TRAIL.REQUEST_ID));
    }

    private static @Nullable String name(
            @Nullable String known, Map<String, @Nullable Object> after, Map<String, @Nullable Object> before) {
        if (known != null) {
            return known;
        }
        return Stream.of(after, before)
                .flatMap(values -> Stream.of("username", "name", "title", "job_type")
                        .flatMap(key -> Stream.ofNullable(values.get(key))))
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    private static List<Entry.Change> changes(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        return fields.stream()
                .sorted()
                .map(field -> new Entry.Change(field, before.get(field), after.get(field)))
                .filter(change -> change.before() != null || change.after() != null)
                .toList();
    }

    private static Map<String, @Nullable Object> object(@Nullable JSONB json) {
        return json == null ? Map.of() : JsonMapper.shared().readValue(json.data(), OBJECT);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
