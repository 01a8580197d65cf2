package dev.kinora.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** People who visit their settings, and what came of it. */
final class SettingsVisits {
    private static int people;

    static Person someone() {
        return People.member(Visit.kinora(), "someone" + ++people);
    }

    static Visit visit(Person person, String path, int width) {
        return Visit.signedIn(person.browser(), path, width, ColorScheme.LIGHT);
    }

    static Locator button(Visit visit, String name) {
        return visit.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private SettingsVisits() {}

    static int status(String key) {
        return Visit.kinora()
                .get("/api/v1/account", "Authorization", "Bearer " + key)
                .statusCode();
    }

    static void execute(String sql) throws SQLException {
        try (var connection = Visit.kinora().access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> subjects(String address) throws SQLException {
        try (var connection = Visit.kinora().access().worker().connect();
                var statement =
                        connection.prepareStatement("select subject from mails where recipient = ? order by id")) {
            statement.setString(1, address);
            var subjects = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    subjects.add(rows.getString(1));
                }
            }
            return subjects;
        }
    }
}
