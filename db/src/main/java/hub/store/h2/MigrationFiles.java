package hub.store.h2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The numbered files of a database, by name: nothing has to be looked for. */
final class MigrationFiles implements ResourceProvider {

    private final String folder;
    private final List<LoadableResource> files;

    /**
     * @param folder of the class path
     * @param names all that there are in it
     */
    MigrationFiles(String folder, List<String> names) {
        this.folder = folder;
        this.files = names.stream()
                .<LoadableResource>map(name -> new File(folder, name))
                .toList();
    }

    String folder() {
        return folder;
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return files.stream()
                .filter(file -> file.getRelativePath().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .filter(file -> file.getFilename().startsWith(prefix))
                .filter(file -> Arrays.stream(suffixes).anyMatch(file.getFilename()::endsWith))
                .toList();
    }

    /** Of each file its name and what Flyway notes of what is in it. */
    List<String> checksums() {
        return files.stream()
                .map(file -> file.getFilename() + " " + checksum(file))
                .toList();
    }

    /** As {@code org.flywaydb.core.internal.resolver.ChecksumCalculator} has it: lines without what ends them. */
    private static int checksum(LoadableResource file) {
        CRC32 crc = new CRC32();
        try (BufferedReader reader = new BufferedReader(file.read())) {
            reader.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }

    private static final class File extends LoadableResource {

        private final String folder;
        private final String name;

        File(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream in = MigrationFiles.class.getClassLoader().getResourceAsStream(getAbsolutePath());
            return new InputStreamReader(
                    Objects.requireNonNull(in, () -> "not in the class path: " + getAbsolutePath()),
                    StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return folder + "/" + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
