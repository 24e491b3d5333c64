package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.flywaydb.core.api.resource.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files are named in the code: a file that is not would never be run. */
class MigrationFilesTest {

    static Stream<Schema> schemas() {
        return Stream.of(Schema.STORE, Schema.REGISTRY);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFileOfTheFolderIsNamed(Schema schema) throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("src/main/resources", schema.files().folder()))) {
            assertThat(schema.files().getResources("V", new String[] {".sql"}).stream()
                            .map(Resource::getFilename))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
