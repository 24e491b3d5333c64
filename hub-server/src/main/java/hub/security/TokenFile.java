package hub.security;

import hub.protocol.DeviceId;
import hub.registry.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that the hub knows, in a file of lines {@code device|viewer|operator NAME SHA256 [disabled]}.
 *
 * <p>Only hashes are kept. Tokens are 192 random bits, so a plain SHA-256 of one cannot be guessed back. The file is
 * read again when it has changed.
 */
public final class TokenFile {

    /** Whom a token is for. */
    public enum Kind {
        DEVICE,
        VIEWER,
        OPERATOR;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a token that was shown. */
    public enum Verdict {
        VALID,
        WRONG,
        DISABLED
    }

    /** A token's hash, as lower case hex. */
    private record Entry(String sha256, boolean disabled) {

        boolean fits(String hash) {
            return MessageDigest.isEqual(
                    sha256.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Which version of the file it is: one that takes the place of another may be as old and as long. */
    private record Version(FileTime modified, long size, String key) {

        static Version of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        }
    }

    private static final Version NEVER = new Version(FileTime.fromMillis(0), -1, "");
    private static final Logger log = LoggerFactory.getLogger(TokenFile.class);
    private static final Entry NOBODY = new Entry("0".repeat(64), false);

    private final Path path;
    private volatile Map<Kind, Map<String, Entry>> entries = Map.of();
    private volatile long version;
    private Version readVersion = NEVER;

    private TokenFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the tokens; a file that is not there has none.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static TokenFile read(Path path) {
        TokenFile file = new TokenFile(path);
        file.reload();
        return file;
    }

    /** Reads the file again if it has changed. */
    public synchronized void reload() {
        try {
            if (!Files.exists(path)) {
                entries = Map.of();
                if (!readVersion.equals(NEVER)) {
                    version++;
                }
                readVersion = NEVER;
                return;
            }
            Version found = Version.of(path);
            if (!found.equals(readVersion)) {
                entries = parse(Files.readAllLines(path));
                readVersion = found;
                version++;
                log.info("tokens read from {}", path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tokens cannot be read from " + path, e);
        }
    }

    private Map<Kind, Map<String, Entry>> parse(List<String> lines) {
        Map<Kind, Map<String, Entry>> parsed = new HashMap<>();
        for (Kind kind : Kind.values()) {
            parsed.put(kind, new HashMap<>());
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                parseLine(line, parsed, path + " line " + (i + 1));
            }
        }
        return parsed;
    }

    private static void parseLine(String line, Map<Kind, Map<String, Entry>> into, String where) {
        String[] words = line.split("\\s+", -1);
        boolean disabled = words.length == 4 && words[3].equals("disabled");
        if (words.length != 3 && !disabled) {
            throw new IllegalArgumentException(where + ": should be: device|viewer|operator NAME SHA256 [disabled]");
        }
        if (DeviceId.parse(words[1]).isEmpty()) {
            throw new IllegalArgumentException(where + ": the name is not 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        }
        for (Kind kind : Kind.values()) {
            if (words[0].equals(kind.word())) {
                Map<String, Entry> known = Objects.requireNonNull(into.get(kind));
                known.put(words[1], new Entry(requireHash(words[2], where), disabled));
                return;
            }
        }
        throw new IllegalArgumentException(where + ": the first word is none of device, viewer, operator");
    }

    private static String requireHash(String text, String where) {
        if (!text.matches("[0-9a-f]{64}")) {
            // Not shown: it may be a token, by mistake.
            throw new IllegalArgumentException(where + ": the third word is no SHA-256 in lower case hex");
        }
        return text;
    }

    /** Whether the token is the one of that name. Takes as long for a name that is not known. */
    public Verdict check(Kind kind, String name, String token) {
        return checkHash(kind, name, Secrets.sha256(token));
    }

    Verdict checkHash(Kind kind, String name, String sha256) {
        Entry entry = entries.getOrDefault(kind, Map.of()).getOrDefault(name, NOBODY);
        // Nobody's hash is no hash of anything: whoever is not known fails here as well.
        if (!entry.fits(sha256)) {
            return Verdict.WRONG;
        }
        return entry.disabled() ? Verdict.DISABLED : Verdict.VALID;
    }

    /** Whether whoever has that name may not come, token or not. */
    public boolean isDisabled(Kind kind, String name) {
        return entries.getOrDefault(kind, Map.of()).getOrDefault(name, NOBODY).disabled();
    }

    /** Whether any viewer has that token, whatever its name. */
    public boolean isViewer(String token) {
        return isOf(Kind.VIEWER, Secrets.sha256(token));
    }

    /** Whether any operator has that token, whatever its name. */
    public boolean isOperator(String token) {
        return isOf(Kind.OPERATOR, Secrets.sha256(token));
    }

    /** Whether anybody of a kind has the token with that hash, whatever its name. */
    boolean isOf(Kind kind, String hash) {
        boolean found = false;
        for (Entry entry : entries.getOrDefault(kind, Map.of()).values()) {
            found |= entry.fits(hash) && !entry.disabled();
        }
        return found;
    }

    /** Another number after every change. */
    long version() {
        return version;
    }

    /** The names of a kind. */
    public Set<String> names(Kind kind) {
        return new TreeSet<>(entries.getOrDefault(kind, Map.of()).keySet());
    }

    /**
     * Adds a new token, in the place of an older one of the same name.
     *
     * @return the token, which is not kept and cannot be shown again
     */
    public synchronized String add(Kind kind, String name) {
        String token = Secrets.token();
        try {
            String prefix = kind.word() + " " + name + " ";
            List<String> lines = Files.exists(path) ? new ArrayList<>(Files.readAllLines(path)) : new ArrayList<>();
            lines.removeIf(line -> line.startsWith(prefix));
            lines.add(prefix + Secrets.sha256(token));
            Path next = path.resolveSibling(path.getFileName() + ".next");
            Files.write(
                    next,
                    lines,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("tokens cannot be written to " + path, e);
        }
        reload();
        return token;
    }
}
