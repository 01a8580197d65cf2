package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A name in an address is what it looks like, and looks like nobody else's. */
class NamesTest extends OnKnownData {
    private static final String SIGN_UP =
            "insert into users (email, password_hash, username) values ('new@example.org', '$argon2id$', '%s')";

    @Test
    void names_are_letters_digits_and_signs_between_them() {
        db.worker();

        // Among them a Cyrillic a, the Kelvin sign and a long s, whose lower and upper case are k and S.
        for (var name : new String[] {
            "zoë",
            "р\u0430ul",
            "mar\u212A",
            "bos\u017F",
            "-zoe",
            "zoe-",
            ".zoe",
            "zoe.",
            "___",
            "zo",
            "zo e",
            "zoe\n",
            "z".repeat(51)
        }) {
            assertThat(db.violated(SIGN_UP.formatted(name))).as(name).isEqualTo("users_username_form");
        }
        for (var name : new String[] {"zoe", "Zoe-B.2_", "_zoe", "z0e", "z".repeat(50)}) {
            var before = db.run(SIGN_UP.formatted(name));
            assertThat(before).as(name).isEqualTo(1);
            db.run("delete from users where email = 'new@example.org'");
        }
    }

    @Test
    void a_name_that_looks_like_another_s_is_taken() {
        db.worker();

        for (var name : new String[] {"l1n", "LLN", "l_i_n", "B0b", "b.o-b", "ada_", "AD.A"}) {
            assertThat(db.violated(SIGN_UP.formatted(name))).as(name).isEqualTo("users_look_alike_key");
        }
        assertThat(db.as("lin").violated("update users set username = 'a-da' where id = :lin"))
                .isEqualTo("users_look_alike_key");
    }

    @Test
    void one_s_own_name_may_change_its_looks() {
        assertThat(db.as("lin").run("update users set username = 'L.i.n' where id = :lin"))
                .isEqualTo(1);
    }
}
