package hub.store.h2;

import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Gives space in H2's file back while queries go on. Used by the writer thread, between transactions.
 *
 * <p>H2 appends each commit to its file as one piece, a "chunk" of pages, and uses a chunk's place again when the last
 * of its pages is replaced or removed. Its own background thread moves the pages that hold up the rest; with
 * WRITE_DELAY=0 there is none. A step does a bounded part of its work, in the first and one of the
 * other two ways:
 *
 * <ol>
 *   <li>Pages that H2 has forgotten are counted as removed, see {@link LostPages}.
 *   <li>The worst filled chunks are emptied: their pages are written again, behind the newest commit.
 *   <li>Chunks at the end of the file are moved into gaps, and the file is cut.
 * </ol>
 *
 * <p>What a step replaces stays where it is until the step's own writes are forced.
 */
final class FileSpace {

    /** A step writes about this much; with a force that is some tens of milliseconds on a slow disk. */
    static final int STEP_BYTES = 2 << 20;

    /** A chunk that is larger than a step is emptied in one step all the same, up to this. */
    private static final int LARGEST_STEP_BYTES = 8 << 20;

    private final MVStore store;
    private final RandomAccessStore file;
    private final LostPages lostPages;
    private int rewriteBytes = STEP_BYTES;
    private int moveBytes = STEP_BYTES;

    FileSpace(MVStore store) {
        this.store = store;
        this.file = (RandomAccessStore) store.getFileStore();
        this.lostPages = new LostPages(store, file);
    }

    /**
     * What the file is used for.
     *
     * @param fileBytes its length
     * @param usedPercent how much of it belongs to chunks
     * @param livePercent how much of the chunks that a step could empty is still needed; 100 if there is none
     * @param writtenBytes since the database was opened
     * @param lastChunk the newest chunk's number, see {@link #CHUNK_NUMBERS}
     * @param lostPages that were found since the database was opened
     */
    record Figures(
            long fileBytes, int usedPercent, int livePercent, long writtenBytes, long lastChunk, long lostPages) {}

    /** H2 counts chunks, each commit is one, modulo this. */
    static final long CHUNK_NUMBERS = 1L << 26;

    Figures figures() {
        Map<String, String> info = new HashMap<>();
        file.populateInfo(info::put);
        return new Figures(
                file.size(),
                file.getFillRate(),
                livePercent(info),
                Long.parseLong(info.getOrDefault("info.FILE_WRITE_BYTES", "0")),
                lastChunk(),
                lostPages.found());
    }

    /**
     * A bounded part of the work.
     *
     * @param targetPercent how well the file is to be filled, 1 to 99: the higher, the more is written for it
     * @return whether there is more to do now; what was freed lately can be used only some commits later
     */
    boolean step(int targetPercent) {
        boolean found = lostPages.step();
        if (livePercent() < targetPercent && rewrite()) {
            return true;
        }
        return (file.getFillRate() < targetPercent && move(targetPercent)) || found;
    }

    /** Writes the pages of the worst filled chunks again, and forces that. */
    private boolean rewrite() {
        if (!store.compact(100, rewriteBytes)) {
            rewriteBytes = Math.min(2 * rewriteBytes, LARGEST_STEP_BYTES);
            return false;
        }
        rewriteBytes = STEP_BYTES;
        store.commit();
        store.sync();
        return true;
    }

    /** Moves chunks towards the beginning of the file; H2 forces each stage of that. */
    private boolean move(int targetPercent) {
        long before = file.size();
        file.compactMoveChunks(targetPercent, moveBytes, store);
        boolean shorter = file.size() < before;
        moveBytes = shorter ? STEP_BYTES : Math.min(2 * moveBytes, LARGEST_STEP_BYTES);
        return shorter;
    }

    private int livePercent() {
        Map<String, String> info = new HashMap<>();
        file.populateInfo(info::put);
        return livePercent(info);
    }

    /** Of chunks that are old enough to be emptied and not empty; H2 says 100 if there are none. */
    private static int livePercent(Map<String, String> info) {
        return Integer.parseInt(info.getOrDefault("info.CHUNKS_FILL_RATE_RW", "100"));
    }

    /** The layout names every chunk but the newest ones; chunks and versions are counted together. */
    private long lastChunk() {
        long number = 0;
        long version = -1;
        for (Map.Entry<String, String> entry : store.getLayoutMap().entrySet()) {
            if (entry.getKey().startsWith(LostPages.CHUNK_KEY)) {
                Map<String, String> chunk = DataUtils.parseMap(entry.getValue());
                long itsVersion = DataUtils.readHexLong(chunk, "version", 0);
                if (itsVersion > version) {
                    version = itsVersion;
                    number = DataUtils.readHexLong(chunk, "chunk", 0);
                }
            }
        }
        return version < 0 ? 0 : (number + file.lastChunkVersion() - version) % CHUNK_NUMBERS;
    }
}
