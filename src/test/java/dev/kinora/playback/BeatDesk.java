package dev.kinora.playback;

import dev.kinora.testing.Films;
import dev.kinora.testing.RunningKinora;
import java.sql.SQLException;
import java.util.UUID;

/** What players send, and what the database has made of it. */
final class BeatDesk {
    private BeatDesk() {}

    static String beat(UUID play, int sequence, double from, double to, double rate) {
        return "{\"session\": \"%s\", \"sequence\": %d, \"from\": %s, \"to\": %s, \"rate\": %s, \"visible\": true}"
                .formatted(play, sequence, from, to, rate);
    }

    static long number(RunningKinora kinora, String sql, UUID id) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long views(RunningKinora kinora, Films.Film film) {
        return number(kinora, "select views from video_counters where video_id = ?", film.id());
    }
}
