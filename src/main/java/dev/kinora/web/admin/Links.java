package dev.kinora.web.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a list goes on, with its filter kept. */
public record Links(String path, Map<String, String> filter) {
    public static Links of(String path, Map<String, String> asked, String... kept) {
        var filter = new LinkedHashMap<String, String>();
        for (var name : kept) {
            var value = asked.getOrDefault(name, "");
            if (!value.isBlank()) {
                filter.put(name, value);
            }
        }
        return new Links(path, filter);
    }

    public boolean isFiltered() {
        return !filter.isEmpty();
    }

    /** The same list from another address, or behind a cursor. */
    public String at(String elsewhere, @Nullable String cursor) {
        var uri = UriComponentsBuilder.fromPath(elsewhere);
        filter.forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
        if (cursor != null) {
            uri.queryParam("cursor", cursor);
        }
        return uri.encode().buildAndExpand(filter).toUriString();
    }

    /** The same list from its beginning with one part of the filter as this; empty means without it. */
    public String with(String name, String value) {
        var other = new LinkedHashMap<>(filter);
        other.remove(name);
        if (!value.isEmpty()) {
            other.put(name, value);
        }
        return new Links(path, other).at(path, null);
    }

    public @Nullable String older(@Nullable String next) {
        return next == null ? null : at(path, next);
    }

    public @Nullable String newest(@Nullable String cursor) {
        return cursor == null || cursor.isEmpty() ? null : at(path, null);
    }
}
