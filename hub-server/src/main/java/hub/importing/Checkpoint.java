package hub.importing;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The note of how far an import is, until the import is done.
 *
 * <p>It is written behind what it tells of: the journal was forced before. So it may be old, or lost, and what is behind it
 * is stored a second time then, which changes nothing: the same series and time has the same value again.
 */
final class Checkpoint {

    private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);

    private static final long VERSION = 1;

    private final Path file;

    Checkpoint(Path file) {
        this.file = file;
    }

    /** The name of the file for what is imported, and how. */
    static String name(String source) {
        return digest(source) + ".json";
    }

    /**
     * What it tells.
     *
     * @param position of the journal behind what was stored
     * @param rejectedBytes how long the file of rejected rows was
     */
    record Content(long position, long rejectedBytes, List<FileMark> files) {}

    /** What was saved; empty if nothing was, or if it makes no sense. */
    Optional<Content> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonValue json = JsonReader.read(Files.readString(file));
            return json instanceof JsonObject whole && FileMark.number(whole, "version") == VERSION
                    ? Optional.of(read(whole))
                    : Optional.empty();
        } catch (JsonSyntaxException | ClassCastException | ArithmeticException e) {
            log.warn("{} is damaged; the import begins anew", file);
            return Optional.empty();
        }
    }

    private static Content read(JsonObject json) {
        List<FileMark> files = new ArrayList<>();
        FileMark.member(json, "files", JsonArray.class)
                .elements()
                .forEach(mark -> files.add(FileMark.read((JsonObject) mark)));
        return new Content(FileMark.number(json, "position"), FileMark.number(json, "rejectedBytes"), files);
    }

    void save(Content content) throws IOException {
        JsonWriter json = new JsonWriter().beginObject().name("version").value(VERSION);
        json.name("position").value(content.position()).name("rejectedBytes").value(content.rejectedBytes());
        json.name("files").beginArray();
        content.files().forEach(mark -> mark.write(json));
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, json.endArray().endObject().toString());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static String digest(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
