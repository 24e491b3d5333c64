package hub.store.h2;

import hub.store.Directories;
import hub.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with a database file before H2 opens it as a database. */
final class FileRecovery {

    /** Chunks are numbered anew when a file with this number is opened; far from {@link FileSpace#CHUNK_NUMBERS}. */
    static final long RENUMBER_AT = 1L << 24;

    private static final Logger LOG = LoggerFactory.getLogger(FileRecovery.class);
    private static final int HEADER_BYTES = 4096;

    private FileRecovery() {}

    /**
     * Makes H2 begin at the newest state in the file.
     *
     * <p>H2 2.5.252 writes the file's header one store too late: {@code RandomAccessStore.writeChunk} points it to the
     * chunk before the one just written. After a crash, H2 looks from there only where it once expected the next, so
     * it may miss the last transaction although that was forced. In recovery mode it looks at the whole file; closing
     * then leaves a right header and forces the file.
     *
     * <p>When a chunk is damaged at its beginning or end, H2 silently opens the newest state that does without it.
     * What that state is, is found out by opening the file once more, for reading.
     */
    static Recovered recover(String file) {
        try {
            return recoverAsWritten(file);
        } catch (OutOfMemoryError e) {
            // H2 makes room for whatever length it reads, and that is none that it has written.
            throw new StoreException(
                    "database file " + file + " cannot be read: a length in it is beyond all memory", e);
        }
    }

    private static Recovered recoverAsWritten(String file) {
        Map<String, String> header = header(file);
        long promised = DataUtils.readHexLong(header, "version", 0);
        boolean wasClosed = header.containsKey("clean");
        if (wasClosed) {
            // The scan reads every block; a file that opens as it was closed needs none.
            Recovered recovered = openForReading(file, promised, promised, true);
            if (recovered.version() == promised) {
                return recovered;
            }
        }
        renewSeals(file, promised);
        long found;
        try (MVStore store = builder(file).recoveryMode().open()) {
            found = store.getFileStore().lastChunkVersion();
        }
        markUnclean(file);
        return openForReading(file, found, promised, wasClosed);
    }

    private static void renewSeals(String file, long version) {
        try {
            Reseal.newerThan(version, file);
        } catch (IOException e) {
            throw new StoreException("database file " + file + " cannot be recovered: " + e.getMessage(), e);
        }
    }

    /**
     * A file that was closed in good order, and opens as it was closed.
     *
     * @throws IOException if it does not
     */
    static void requireWhole(String file) throws IOException {
        Map<String, String> header = header(file);
        long promised = DataUtils.readHexLong(header, "version", -1);
        if (!header.containsKey("clean")
                || openForReading(file, promised, promised, true).version() != promised) {
            throw new IOException("not all of it was written");
        }
    }

    private static Recovered openForReading(String file, long found, long promised, boolean wasClosed) {
        try (MVStore store = builder(file).readOnly().open()) {
            return new Recovered(
                    new FileSpace(store).figures().lastChunk(),
                    store.getFileStore().lastChunkVersion(),
                    found,
                    promised,
                    wasClosed);
        }
    }

    private static MVStore.Builder builder(String file) {
        return new MVStore.Builder().fileName(file).autoCommitDisabled();
    }

    /**
     * What a recovery has found. H2 counts its commits; each is a version.
     *
     * @param lastChunk the number of the newest chunk
     * @param version that H2 opens
     * @param foundVersion the newest that there is a trace of
     * @param headerVersion the least that the file's header promised
     * @param wasClosed whether the file was closed in good order; otherwise both can be ahead of what was forced
     */
    record Recovered(long lastChunk, long version, long foundVersion, long headerVersion, boolean wasClosed) {

        long newestVersion() {
            return Math.max(foundVersion, headerVersion);
        }
    }

    /** The first good one of the two copies at the beginning of a file; nothing if there is none. */
    private static Map<String, String> header(String file) {
        ByteBuffer blocks = ByteBuffer.allocate(2 * HEADER_BYTES);
        try (FileChannel channel = FilePath.get(file).open("r")) {
            while (blocks.hasRemaining() && channel.read(blocks, blocks.position()) > 0) {
                // Until both are there, or the file ends.
            }
        } catch (IOException e) {
            throw new StoreException("the header of " + file + " cannot be read: " + e.getMessage(), e);
        }
        for (int at = 0; at < blocks.position(); at += HEADER_BYTES) {
            String text = new String(blocks.array(), at, HEADER_BYTES, StandardCharsets.ISO_8859_1);
            int checksum = text.indexOf(",fletcher:");
            if (checksum > 0 && isSound(text, checksum)) {
                return DataUtils.parseMap(text.substring(0, checksum));
            }
        }
        return Map.of();
    }

    /**
     * Takes the word "clean" out of a header that is right otherwise.
     *
     * <p>Of a file that was closed H2 asks for every chunk that the layout names, dead ones too; but what a crash cut short may
     * stand in the place of a dead one. Then H2 opens the newest of those chunks that it happened to look at before, however
     * old it is ({@code RandomAccessStore.readStoreHeader}). Of a file that was not closed it asks for live ones only.
     */
    private static void markUnclean(String file) {
        HashMap<String, String> header = new HashMap<>(header(file));
        header.remove("clean");
        StringBuilder text = new StringBuilder();
        DataUtils.appendMap(text, header);
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
        byte[] block = Arrays.copyOf(text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1), HEADER_BYTES);
        ByteBuffer both =
                ByteBuffer.allocate(2 * HEADER_BYTES).put(block).put(block).flip();
        try (FileChannel channel = FilePath.get(file).open("rw")) {
            for (int at = 0; both.hasRemaining(); ) {
                at += channel.write(both, at);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new StoreException("the header of " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean isSound(String header, int end) {
        byte[] bytes = header.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        String sum = header.substring(end + ",fletcher:".length()).split("[^0-9a-f]", 2)[0];
        return Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length))
                .equals(sum);
    }

    /**
     * Recovers a file if it is there, and numbers its chunks anew when it is time.
     *
     * @throws StoreException if the file has lost a state that it was closed with
     */
    static void prepare(String fileSystem, Path file, long renumberAt) throws IOException {
        MVStoreTool.compactCleanUp(fileSystem + file);
        if (!FileUtils.exists(fileSystem + file)) {
            return;
        }
        Recovered recovered = recover(fileSystem + file);
        if (recovered.version() < recovered.newestVersion()) {
            String message = "database file " + file + " is damaged: of version " + recovered.newestVersion() + " only "
                    + recovered.version() + " can be read";
            if (recovered.wasClosed()) {
                throw new StoreException(message);
            }
            LOG.warn("{}; that is no loss if it was being written when the power failed", message);
        }
        if (recovered.lastChunk() >= renumberAt) {
            rewrite(fileSystem, file);
        }
    }

    /** Writes a recovered file anew, with what is live in it only, counting chunks from 1, and forces it. */
    static void rewrite(String fileSystem, Path file) throws IOException {
        // H2 forces the new file when it closes it, before it is renamed.
        MVStore.compact(fileSystem + file, false, null);
        Directories.force(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory"));
    }
}
