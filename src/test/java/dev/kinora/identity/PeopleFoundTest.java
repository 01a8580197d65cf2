package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is found, and the quieter acts. */
class PeopleFoundTest {
    private static RunningKinora kinora;
    private static Person ada;
    private static String key;
    private static int count;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        ada = dev.kinora.testing.People.create(kinora, "ada", UserRole.admin);
        key = ada.key(ApiScope.values());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void deleting_closes_at_once_and_restoring_brings_back() {
        var lin = somebody(UserRole.member);
        var linsKey = lin.key(ApiScope.read);
        as(ada.id(), () -> {
            people().delete(lin.id(), null);
            return null;
        });
        assertThat(get("/api/v1/account/audit-logs", linsKey).statusCode()).isEqualTo(401);

        as(ada.id(), () -> {
            people().restore(lin.id(), null);
            return null;
        });

        assertThat(get("/api/v1/account/audit-logs", linsKey).statusCode()).isEqualTo(200);
    }

    @Test
    void a_trial_ends_in_the_future_and_never_lifts_a_suspension() {
        var lin = somebody(UserRole.member);
        as(ada.id(), () -> {
            assertThatThrownBy(() -> people().giveTrial(lin.id(), Instant.EPOCH, null))
                    .hasMessageContaining("day to come");
            people().giveTrial(lin.id(), Instant.parse("2099-01-01T00:00:00Z"), null);
            assertThat(people().one(lin.id()).person().status()).isEqualTo(UserStatus.trial);
            people().suspend(lin.id(), "Because", null);
            assertThatThrownBy(() -> people().giveTrial(lin.id(), Instant.parse("2099-01-01T00:00:00Z"), null))
                    .hasMessageContaining("Lift that first");
            return null;
        });
    }

    @Test
    void people_are_found_by_part_of_a_name_and_paged_without_a_gap() {
        var made = new ArrayList<UUID>();
        for (int i = 0; i < 9; i++) {
            made.add(dev.kinora.testing.People.create(kinora, "zebra.number." + (char) ('a' + i), UserRole.member)
                    .id());
        }
        var seen = as(ada.id(), () -> {
            var filter = PeopleFilter.of("ZEBRA", "active", "member", "free");
            var ids = new ArrayList<UUID>();
            var page = people().page(filter, PageRequest.first(4));
            page.items().forEach(person -> ids.add(person.id()));
            while (page.next() != null) {
                page = people().page(filter, PageRequest.of("4", page.next()));
                page.items().forEach(person -> ids.add(person.id()));
            }
            return ids;
        });

        assertThat(seen).containsExactlyElementsOf(made.reversed());
        assertThat(json(get("/api/v1/users?q=100%25", key)).get("items").size()).isZero();
        assertThat(json(get("/api/v1/users?status=gone", key))
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("status");
    }

    @Test
    void marks_and_addresses_are_vouched_for_by_hand() {
        var lin = somebody(UserRole.member);
        execute("update users set email_verified_at = null where id = '" + lin.id() + "'");
        var person = as(ada.id(), () -> {
            people().vouch(lin.id(), true, null);
            people().confirmEmail(lin.id(), null);
            people().change(lin.id(), new People.Change(null, SubscriptionTier.business, Optional.of(5)), null);
            return people().one(lin.id()).person();
        });

        assertThat(person.verifiedAt()).isNotNull();
        assertThat(person.emailVerifiedAt()).isNotNull();
        assertThat(person.videosAllowed()).isEqualTo(5);
    }

    private static Person somebody(UserRole role) {
        return dev.kinora.testing.People.create(
                kinora, "person" + "abcdefghjkmnpqrstuvwxyz".charAt(count % 23) + "x" + (2 + count++), role);
    }

    private static People people() {
        return kinora.bean(People.class);
    }

    private static <T extends @Nullable Object> T as(UUID viewer, java.util.function.Supplier<T> work) {
        return new Caller(new Viewer.User(viewer), "test", null, null).call(work::get);
    }

    private static HttpResponse<String> get(String path, String shown) {
        return kinora.get(path, "Authorization", "Bearer " + shown);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void execute(String sql) {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
