package hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules and packages. */
@AnalyzeClasses(
        packages = "hub",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /** Tests of another module are a jar of their own once that module is packaged. */
    static final class DoNotIncludeTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] PROTOCOL = {"hub.protocol..", "hub.websocket..", "hub.json..", "hub.text.."};
    private static final String[] DATABASE = {"hub.journal..", "hub.entry..", "hub.store..", "hub.query.."};

    @ArchTest
    static final ArchRule protocolNeedsNothingButTheJdk = classes()
            .that()
            .resideInAnyPackage(PROTOCOL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "hub.protocol..", "hub.websocket..", "hub.json..", "hub.text..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theDatabaseKnowsNothingOfTheServer = noClasses()
            .that()
            .resideInAnyPackage(DATABASE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hub",
                    "hub.cli..",
                    "hub.command..",
                    "hub.device..",
                    "hub.history..",
                    "hub.http..",
                    "hub.ingest..",
                    "hub.live..",
                    "hub.ops..",
                    "hub.presence..",
                    "hub.prometheus..",
                    "hub.security..",
                    "hub.sql..",
                    "hub.web..",
                    "hub.socket..",
                    "hub.time..");

    @ArchTest
    static final ArchRule theServersPackagesHaveNoCycles =
            slices().matching("hub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule readingsGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("wiring")
            .definedBy("hub")
            .layer("command line")
            .definedBy("hub.cli..")
            .layer("devices")
            .definedBy("hub.device..")
            .layer("viewers")
            .definedBy("hub.live..")
            .layer("history")
            .definedBy("hub.history..")
            .layer("sql")
            .definedBy("hub.sql..")
            .layer("prometheus")
            .definedBy("hub.prometheus..")
            .layer("commands")
            .definedBy("hub.command..")
            .layer("presence")
            .definedBy("hub.presence..")
            .layer("ingest")
            .definedBy("hub.ingest..")
            .whereLayer("devices")
            .mayOnlyBeAccessedByLayers("wiring", "command line")
            .whereLayer("viewers")
            .mayOnlyBeAccessedByLayers("wiring", "command line")
            .whereLayer("history")
            .mayOnlyBeAccessedByLayers("wiring", "command line", "sql", "prometheus")
            .whereLayer("prometheus")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("wiring", "command line")
            .whereLayer("presence")
            .mayOnlyBeAccessedByLayers("wiring", "devices", "viewers", "history", "commands")
            .whereLayer("commands")
            .mayOnlyBeAccessedByLayers("wiring", "devices")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("wiring", "command line", "devices", "presence", "commands", "viewers");

    @ArchTest
    static final ArchRule onlyTheStoreAndSqlTouchTheDatabaseEngine = noClasses()
            .that()
            .resideOutsideOfPackages("hub.store.h2..", "hub.sql..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.h2..", "java.sql..", "org.flywaydb..");

    @ArchTest
    static final ArchRule onlyTablesTouchParquetAndArrow = noClasses()
            .that()
            .resideOutsideOfPackage("hub.columnar..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.parquet..", "org.apache.arrow..", "com.google.flatbuffers..", "io.airlift..");

    @ArchTest
    static final ArchRule onlyTheCommandLineTouchesPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("hub.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheCommandLineTouchesTheConsole = noClasses()
            .that()
            .resideOutsideOfPackage("hub.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
