package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.kinora.testing.Pools;
import dev.kinora.testing.TestServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.SortField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final Field<OffsetDateTime> AT = field(name("at"), OffsetDateTime.class);
    private static final Field<UUID> ID = field(name("id"), UUID.class);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

    private static Pools pools;
    private static Db db;

    private record Item(OffsetDateTime at, UUID id) {}

    @BeforeAll
    static void open() throws Exception {
        var access = TestServer.get().freshDatabase();
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create table items (at timestamptz not null, id uuid not null, primary key (at, id))");
            statement.execute("grant select, insert, delete on items to kinora_worker");
        }
        pools = new Pools(access);
        db = pools.db();
    }

    @AfterAll
    static void close() {
        pools.close();
    }

    @BeforeEach
    void empty() {
        write("delete from items");
    }

    private static void write(String sql, Object... values) {
        Caller.system("test").run(() -> db.write(context -> context.execute(sql, values)));
    }

    /** Times from so few moments that many rows share one. */
    private static Item insert(Random random) {
        var item = new Item(
                START.plusNanos(random.nextInt(20) * 1_000L).atOffset(ZoneOffset.UTC),
                new UUID(random.nextLong(), random.nextLong()));
        write("insert into items values (?::timestamptz, ?)", item.at(), item.id());
        return item;
    }

    private static Page<Item> page(PageRequest request, SortField<?>... order) {
        return Caller.system("test")
                .call(() -> db.read(sql -> Keyset.fetch(
                        sql.select(AT, ID).from(table("items")),
                        request,
                        (Record2<OffsetDateTime, UUID> row) ->
                                new Item(row.value1().withOffsetSameInstant(ZoneOffset.UTC), row.value2()),
                        order)));
    }

    private static List<Item> walk(int limit, IntConsumer meanwhile, SortField<?>... order) {
        var all = new ArrayList<Item>();
        var page = page(PageRequest.first(limit), order);
        all.addAll(page.items());
        for (int i = 0; page.next() != null; i++) {
            assertThat(page.items()).hasSize(limit);
            meanwhile.accept(i);
            page = page(PageRequest.of(String.valueOf(limit), page.next()), order);
            all.addAll(page.items());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void walking_the_pages_meets_every_row_once_in_order(int seed) {
        var random = new Random(seed);
        var rows = new ArrayList<Item>();
        for (int i = 0, count = random.nextInt(60); i < count; i++) {
            rows.add(insert(random));
        }
        var limit = 1 + random.nextInt(12);

        rows.sort(Comparator.comparing(Item::at).thenComparing(item -> item.id().toString()));
        assertThat(walk(limit, _ -> {}, AT.asc(), ID.asc())).containsExactlyElementsOf(rows);
        assertThat(walk(limit, _ -> {}, AT.desc(), ID.desc())).containsExactlyElementsOf(rows.reversed());
        rows.sort(Comparator.comparing(Item::at)
                .reversed()
                .thenComparing(item -> item.id().toString()));
        assertThat(walk(limit, _ -> {}, AT.desc(), ID.asc())).containsExactlyElementsOf(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13, 14})
    void rows_that_come_while_walking_neither_hide_nor_repeat_others(int seed) {
        var random = new Random(seed);
        var rows = new ArrayList<Item>();
        for (int i = 0; i < 40; i++) {
            rows.add(insert(random));
        }

        var seen = walk(
                7,
                round -> {
                    if (round < 5) {
                        insert(random);
                        insert(random);
                    }
                },
                AT.desc(),
                ID.desc());

        assertThat(seen).doesNotHaveDuplicates().containsAll(rows);
    }

    @Test
    void a_cursor_gives_back_what_it_was_made_of() {
        var time = OffsetDateTime.parse("2026-11-21T10:00:00.123456Z");
        var key = new Object[] {
            "7:ä\u001f|",
            "",
            UUID.fromString("01980000-0000-7000-8000-00000000ada0"),
            7,
            -8L,
            true,
            new BigDecimal("1.50"),
            LocalDate.parse("2026-11-21"),
            time.toInstant(),
            time
        };
        var types = List.of(
                String.class,
                String.class,
                UUID.class,
                Integer.class,
                Long.class,
                Boolean.class,
                BigDecimal.class,
                LocalDate.class,
                Instant.class,
                OffsetDateTime.class);

        var text = Cursor.of(key).toString();

        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(text).values(types)).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1!!", "2MTph", "1", "1OTk6YQ", "1LTE6YQ", "1MQ", "1_____w", "1OTk5OTk5OTk5OTk6YQ"})
    void what_is_no_cursor_is_refused(String text) {
        refused(() -> Cursor.parse(text).values(List.of(String.class)));
    }

    @Test
    void a_cursor_of_another_list_or_a_forged_one_is_refused_before_the_database_sees_it() {
        refused(() -> Cursor.of("a").values(List.of(UUID.class)));
        refused(() -> Cursor.of("a", "b").values(List.of(String.class)));
        refused(() -> Cursor.of("zero \0 inside").values(List.of(String.class)));
        refused(() -> Cursor.of("1e999999999").values(List.of(BigDecimal.class)));
        refused(() -> Cursor.of("+999999999-01-01").values(List.of(LocalDate.class)));
        refused(() -> Cursor.of(Instant.MAX).values(List.of(OffsetDateTime.class)));
        refused(() -> Cursor.parse("1"
                + Base64.getUrlEncoder()
                        .encodeToString(("3000:" + "a".repeat(3000)).getBytes(StandardCharsets.UTF_8))));
        refused(() -> page(PageRequest.of(null, Cursor.of(1).toString()), AT.asc(), ID.asc()));
    }

    private static void refused(Runnable reading) {
        assertThatExceptionOfType(PageProblem.class)
                .isThrownBy(reading::run)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("cursor-invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "many", "1e1", " 5", "99999999999"})
    void a_limit_outside_of_its_bounds_is_refused(String limit) {
        assertThatExceptionOfType(PageProblem.class)
                .isThrownBy(() -> PageRequest.of(limit, null))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("limit-invalid"));
    }

    @Test
    void without_wishes_it_is_the_first_page_of_25() {
        assertThat(PageRequest.of(null, "")).isEqualTo(PageRequest.first(25));
    }
}
