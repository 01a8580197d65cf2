package dev.kinora.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What was mailed to somebody; without a mail server it is kept in the database. */
public final class Letterbox {
    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/(?:verify|reset-password)/[\\w-]+");

    private Letterbox() {}

    public record Letter(String subject, String text, String html) {}

    /** Oldest first. */
    public static List<Letter> of(RunningKinora kinora, String address) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(
                        "select subject, text, html from mails where recipient = ? order by created_at, id")) {
            statement.setString(1, address);
            var letters = new ArrayList<Letter>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    letters.add(new Letter(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            return letters;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The link in the newest letter; a letter may still be on its way when the page says that it was sent. */
    public static String link(RunningKinora kinora, String address) {
        Await.until(() -> of(kinora, address).stream()
                .anyMatch(letter -> LINK.matcher(letter.text()).find()));
        var matcher = LINK.matcher(of(kinora, address).getLast().text());
        if (!matcher.find()) {
            throw new AssertionError("no link in the newest letter to " + address);
        }
        return matcher.group();
    }
}
