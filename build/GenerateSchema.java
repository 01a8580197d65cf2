import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Writes the jOOQ classes of the schema as PostgreSQL itself sees it after the migrations ran. Started by the build before
 * anything is compiled; does nothing while migrations and this file are what they were at the last run.
 */
final class GenerateSchema {
    private static final String PACKAGE = "dev.kinora.schema";

    public static void main(String[] args) throws Exception {
        var migrations = Path.of(args[0]);
        var target = Path.of(args[1]);
        var stamp = target.resolve(".fingerprint");
        var fingerprint = fingerprint(migrations);
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        try (var postgres = EmbeddedPostgres.start()) {
            var url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure()
                    .dataSource(url, "postgres", null)
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(url, target, extensionFunctions(url)));
        }
        Files.writeString(stamp, fingerprint);
    }

    private static String extensionFunctions(String url) throws Exception {
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select string_agg(distinct p.proname, '|')
                        from pg_proc p join pg_depend d on d.objid = p.oid and d.classid = 'pg_proc'::regclass
                        where d.deptype = 'e'""")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Configuration configuration(String url, Path target, String extensionFunctions) {
        var database = new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema("public")
                .withOutputSchemaToDefault(true)
                // Children of partitioned tables end in _p202611 or _default.
                .withExcludes("flyway_schema_history|.*_p\\d{6}|.*_default|" + extensionFunctions)
                .withIncludeSystemIndexes(false)
                .withForcedTypes(asText("citext", "CitextBinding"), asText("inet", "InetBinding"));
        var generate = new Generate()
                .withJavaTimeTypes(true)
                .withRecords(false)
                .withComments(false)
                .withGeneratedAnnotation(true)
                .withKeys(true)
                .withImplicitJoinPathsManyToMany(false)
                .withImplicitJoinPathsToMany(false)
                .withIndexes(false);
        var generator = new Generator()
                .withName("org.jooq.codegen.JavaGenerator")
                .withDatabase(database)
                .withGenerate(generate)
                .withTarget(new Target().withPackageName(PACKAGE).withDirectory(target.toString()));
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc()
                        .withDriver("org.postgresql.Driver")
                        .withUrl(url)
                        .withUser("postgres")
                        .withPassword(""))
                .withGenerator(generator);
    }

    private static ForcedType asText(String type, String binding) {
        return new ForcedType()
                .withUserType("java.lang.String")
                .withBinding(PACKAGE + "." + binding)
                .withIncludeTypes(type);
    }

    private static String fingerprint(Path migrations) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        for (Path file : files(migrations)) {
            digest.update(file.getFileName().toString().getBytes());
            digest.update(Files.readAllBytes(file));
        }
        digest.update(Files.readAllBytes(Path.of("build/GenerateSchema.java")));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path migrations) throws IOException {
        try (var found = Files.list(migrations)) {
            return found.sorted().toList();
        }
    }
}
