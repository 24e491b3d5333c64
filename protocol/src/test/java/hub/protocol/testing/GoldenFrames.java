package hub.protocol.testing;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the golden frames, from the folder or from the jar that they came in. */
public final class GoldenFrames {

    private GoldenFrames() {}

    /** Binary frames between device and hub. */
    public static List<Golden> device() {
        return read("device");
    }

    /** Binary frames from hub to viewer. */
    public static List<Golden> live() {
        return read("live");
    }

    /** Binary frames of buckets, from the hub to a viewer. */
    public static List<Golden> buckets() {
        return read("buckets");
    }

    /** JSON text frames between device and hub. */
    public static List<Golden> messages() {
        return read("messages");
    }

    /** The golden of that name among the device's frames and the messages. */
    public static Golden named(String name) {
        return Stream.of(device(), messages())
                .flatMap(List::stream)
                .filter(golden -> golden.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Golden> read(String folder) {
        URL url = GoldenFrames.class.getResource("/frames/" + folder);
        if (url == null) {
            throw new IllegalStateException("the golden frames are not on the class path");
        }
        try {
            URI uri = url.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return read(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return read(jar.getPath("/frames/" + folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Golden> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(GoldenFrames::golden).toList();
        }
    }

    private static Golden golden(Path file) {
        String name = file.getFileName().toString().replace(".json", "");
        try {
            JsonObject json = (JsonObject) JsonReader.read(Files.readString(file));
            if (!Golden.string(json, "name").equals(name)) {
                throw new IllegalStateException(file + " has another name inside");
            }
            return new Golden(name, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }
}
