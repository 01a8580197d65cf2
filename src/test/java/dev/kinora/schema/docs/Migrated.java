package dev.kinora.schema.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which module makes what: an object belongs to the module of the migration that creates it, or of the section of one that mends several. */
record Migrated(List<String> modules, Map<String, String> modulesOfObjects) {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern FILE = Pattern.compile("V\\d+__([a-z]+).*\\.sql");
    /** A landed migration is never renamed; what it makes belongs to this module. */
    private static final Map<String, String> OTHERWISE = Map.of("accounts", "identity");

    private static final Pattern SECTION = Pattern.compile("^-- --- ([a-z]+): ");
    private static final Pattern CREATION = Pattern.compile(
            "^\\s*create (?:or replace |unlogged )?(?:table|view|materialized view|function|type) (?:if not exists )?(\\w+)");

    static Migrated read() throws IOException {
        var modules = new ArrayList<String>();
        var objects = new LinkedHashMap<String, String>();
        for (var file : files()) {
            var name = FILE.matcher(file.getFileName().toString());
            if (!name.matches()) {
                throw new IllegalStateException(file + " is not named V…__<module>….sql");
            }
            var module = OTHERWISE.getOrDefault(name.group(1), name.group(1));
            for (var line : Files.readAllLines(file)) {
                var section = SECTION.matcher(line);
                if (section.find()) {
                    module = section.group(1);
                }
                var creation = CREATION.matcher(line);
                if (creation.find()) {
                    if (!modules.contains(module)) {
                        modules.add(module);
                    }
                    objects.putIfAbsent(creation.group(1), module);
                }
            }
        }
        return new Migrated(modules, objects);
    }

    private static List<Path> files() throws IOException {
        try (var found = Files.list(MIGRATIONS)) {
            return found.sorted().toList();
        }
    }

    String moduleOf(String object) {
        var module = modulesOfObjects.get(object);
        if (module == null) {
            throw new IllegalStateException("no migration creates " + object);
        }
        return module;
    }
}
