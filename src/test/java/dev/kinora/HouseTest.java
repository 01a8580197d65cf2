package dev.kinora;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rules of the house that a machine can check. */
class HouseTest {
    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.kinora");
    }

    @Test
    void every_arrow_between_modules_is_declared_and_none_runs_back() {
        ApplicationModules.of(KinoraApplication.class).verify();
    }

    @Test
    void jooq_is_known_to_stores_and_to_the_platform_alone() {
        noClasses()
                .that(areNeitherStoresNor("dev.kinora.platform", "dev.kinora.schema"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jooq..", "dev.kinora.schema", "dev.kinora.schema.tables..", "dev.kinora.schema.routines..")
                .check(house);
    }

    private static DescribedPredicate<JavaClass> areNeitherStoresNor(String... packages) {
        return DescribedPredicate.describe("are neither stores nor in " + List.of(packages), type -> {
            var outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            var name = outermost.getSimpleName();
            return !name.endsWith("Store") && Stream.of(packages).noneMatch(type.getPackageName()::startsWith);
        });
    }

    @Test
    void only_the_platform_opens_connections() {
        // The one that listens and the queue's own are none of a pool: they carry nobody's transaction and are never
        // given back.
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.kinora.platform", "dev.kinora.database")
                .and()
                .doNotHaveSimpleName("LiveListener")
                .and()
                .doNotHaveSimpleName("TurnStore")
                .and()
                .doNotHaveSimpleName("LeaseStore")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.sql.DataSource")
                .check(house);
    }

    @Test
    void nothing_leads_to_the_pages_or_to_the_commands() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.kinora.web..", "dev.kinora.command..", "dev.kinora")
                .and()
                .resideOutsideOfPackage("gg.jte..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.kinora.web..", "dev.kinora.command..")
                .check(house);
    }

    @Test
    void stores_and_properties_stay_inside_their_module() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .or()
                .haveSimpleNameEndingWith("Properties")
                .should()
                .notBePublic()
                // Keeps bytes and no rows; what it is called is what its users call it.
                .orShould()
                .haveFullyQualifiedName("dev.kinora.storage.MediaStore")
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kinora.schema..")
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Common|Impl|DTO|Dto|Base|Abstract[A-Z].*)$")
                .check(house);
    }

    @Test
    void packages_are_features_and_never_layers() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..controller..", "..service..", "..dto..", "..repository..", "..util..", "..impl..")
                .check(house);
    }

    @Test
    void every_module_answers_for_null() throws IOException {
        try (var modules = Files.list(Path.of("src/main/java/dev/kinora"))) {
            assertThat(modules.filter(Files::isDirectory).filter(path -> !path.endsWith("schema")))
                    .isNotEmpty()
                    .allSatisfy(module -> assertThat(Files.readString(module.resolve("package-info.java")))
                            .contains("@NullMarked", "@ApplicationModule"));
        }
    }

    @Test
    void fields_are_not_injected() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Autowired")
                .check(house);
    }

    @Test
    void transactions_are_opened_by_db_and_not_by_annotation() {
        methods()
                .should()
                .notBeAnnotatedWith("org.springframework.transaction.annotation.Transactional")
                .check(house);
    }

    @Test
    void no_mocking_library_is_on_the_class_path() {
        for (var name : List.of("org.mockito.Mockito", "org.easymock.EasyMock", "io.mockk.MockK", "mockit.Mocked")) {
            assertThat(isPresent(name)).as(name).isFalse();
        }
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, HouseTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    @Test
    void source_files_stay_readable_in_one_sitting() throws IOException {
        for (var folder : List.of("src", "web/scripts", "web/styles", "bench")) {
            try (var files = Files.walk(Path.of(folder))) {
                assertThat(files.filter(HouseTest::isOurs))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(Files.readAllLines(file).size())
                                .as("lines of %s", file)
                                .isLessThanOrEqualTo(300));
            }
        }
    }

    private static boolean isOurs(Path file) {
        var path = file.toString();
        return path.matches("(src/(main|test)/(java|jte)|web/(scripts|styles)|bench)/.*\\.(java|jte|ts|css)")
                && !path.contains("node_modules");
    }
}
