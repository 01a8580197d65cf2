package dev.kinora.schema.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What docs/schema/indexes.sql says of each index: why it exists, and a query that uses it. */
final class IndexQueries {
    static final Path FILE = Path.of("docs/schema/indexes.sql");

    private static final Pattern ENTRY =
            Pattern.compile("^-- (\\w+): ([^\\n]+)\\n([^-].*?);$", Pattern.MULTILINE | Pattern.DOTALL);

    record Purpose(String sentence, String query) {}

    private IndexQueries() {}

    static Map<String, Purpose> read() throws IOException {
        var purposes = new LinkedHashMap<String, Purpose>();
        var entries = ENTRY.matcher(Files.readString(FILE));
        while (entries.find()) {
            if (purposes.put(entries.group(1), new Purpose(entries.group(2), entries.group(3))) != null) {
                throw new IllegalStateException(entries.group(1) + " stands twice in " + FILE);
            }
        }
        return purposes;
    }
}
