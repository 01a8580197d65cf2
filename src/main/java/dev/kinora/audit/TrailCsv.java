package dev.kinora.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The trail as RFC 4180, safe to open in a spreadsheet. */
public final class TrailCsv {
    public static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

    private static final List<String> HEAD = List.of(
            "time",
            "actor_type",
            "actor_id",
            "actor_name",
            "action",
            "resource_type",
            "resource_id",
            "resource_name",
            "ip_address",
            "user_agent",
            "request_id",
            "changes");

    private final Writer out;

    public TrailCsv(Writer out) {
        this.out = out;
    }

    public void head() {
        line(HEAD.stream());
    }

    public void entry(Entry entry) {
        line(Stream.of(
                        entry.createdAt(),
                        entry.actor().type(),
                        entry.actor().id(),
                        text(entry.actor().name()),
                        entry.action(),
                        entry.resource().type(),
                        text(entry.resource().id()),
                        text(entry.resource().name()),
                        text(entry.ipAddress()),
                        text(entry.userAgent()),
                        text(entry.requestId()),
                        changes(entry))
                .map(Object::toString));
    }

    private static String changes(Entry entry) {
        var changes = new LinkedHashMap<String, Object>();
        for (var change : entry.changes()) {
            var sides = new LinkedHashMap<String, @Nullable Object>();
            sides.put("old", change.before());
            sides.put("new", change.after());
            changes.put(change.field(), sides);
        }
        return changes.isEmpty() ? "" : JsonMapper.shared().writeValueAsString(changes);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private void line(Stream<String> cells) {
        try {
            out.write(cells.map(TrailCsv::cell).collect(Collectors.joining(",", "", "\r\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A spreadsheet takes a cell that begins so for a formula; the apostrophe makes it text. */
    static String cell(String value) {
        var safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
