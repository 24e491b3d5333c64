package hub.store.h2;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.h2.mvstore.RandomAccessStore;
import org.h2.util.StringUtils;

/**
 * Finds pages that H2 has forgotten to count as removed, and counts them.
 *
 * <p>When a commit in H2 2.5.252 removes the last row of a leaf that has only one sibling left, it puts a copy of the
 * sibling in its parent's place, and the original stays counted as live ({@code CommitDecisionMaker.decide}). Nothing
 * leads to such a page any more, so nothing ever removes it, and the chunk that it is in is never freed.
 *
 * <p>One round notes every page that the tables' and indexes' trees consist of, and then, a few chunks a step, looks
 * for pages that are counted as live, were there when the round began and are not among them. A page of an older state
 * may be unknown to the trees for another reason: its removal is counted with the next commit only. So a page is
 * counted as removed when a second round, some commits later, finds it again.
 */
final class LostPages {

    static final String CHUNK_KEY = "chunk.";

    private static final int CHUNKS_A_STEP = 100;

    /** Commits between two rounds, so that H2 has counted what it knows of. */
    private static final int COMMITS_BETWEEN = 4;

    private final MVStore store;
    private final RandomAccessStore file;
    private Set<Long> suspects = new HashSet<>();
    private Set<Long> nextSuspects = new HashSet<>();
    private final Deque<String> chunks = new ArrayDeque<>();
    private final BitSet maps = new BitSet();
    private long[] reachable = {};
    private long roundVersion = -COMMITS_BETWEEN;
    private long found;

    LostPages(MVStore store, RandomAccessStore file) {
        this.store = store;
        this.file = file;
    }

    /** So many were found and counted. */
    long found() {
        return found;
    }

    /** A part of a round. Whether it found something. */
    boolean step() {
        if (chunks.isEmpty() && !begin()) {
            return false;
        }
        long before = found;
        Map<String, String> layout = store.getLayoutMap();
        for (int i = 0; i < CHUNKS_A_STEP && !chunks.isEmpty(); i++) {
            String chunk = layout.get(chunks.remove());
            if (chunk != null) {
                lookInto(DataUtils.parseMap(chunk));
            }
        }
        if (chunks.isEmpty()) {
            suspects = nextSuspects;
            nextSuspects = new HashSet<>();
            reachable = new long[0];
        }
        return found > before;
    }

    private boolean begin() {
        long version = store.getCurrentVersion();
        if (version < roundVersion + COMMITS_BETWEEN) {
            return false;
        }
        roundVersion = version;
        noteTrees();
        for (String key : store.getLayoutMap().keySet()) {
            if (key.startsWith(CHUNK_KEY)) {
                chunks.add(key);
            }
        }
        return !chunks.isEmpty();
    }

    /** The pages of H2's own maps and of maps that nobody has opened are left alone: their map is not noted. */
    private void noteTrees() {
        LongList pages = new LongList();
        maps.clear();
        for (String name : store.getMapNames()) {
            MVMap<?, ?> map =
                    store.getMap(DataUtils.parseHexInt(store.getMetaMap().get("name." + name)));
            if (map != null && !map.isClosed() && (name.startsWith("table.") || name.startsWith("index."))) {
                maps.set(map.getId());
                note(map.flushAndGetRoot().root, pages);
            }
        }
        reachable = pages.sorted();
    }

    private static void note(Page<?, ?> page, LongList pages) {
        pages.add(page.getPos());
        if (page.isLeaf()) {
            return;
        }
        for (int i = 0; i <= page.getKeyCount(); i++) {
            long position = page.getChildPagePos(i);
            if (DataUtils.isPageSaved(position) && DataUtils.isLeafPosition(position)) {
                pages.add(position);
            } else {
                note(page.getChildPage(i), pages);
            }
        }
    }

    private void lookInto(Map<String, String> chunk) {
        int pages = DataUtils.parseHexInt(chunk.getOrDefault("pages", "0"));
        int contents = DataUtils.parseHexInt(chunk.getOrDefault("toc", "0"));
        long block = DataUtils.readHexLong(chunk, "block", 0);
        if (block == 0 || contents == 0 || DataUtils.readHexLong(chunk, "version", 0) > roundVersion) {
            return;
        }
        BitSet removed = removed(chunk);
        if (removed.nextClearBit(0) >= pages) {
            // The layout names a dead chunk for a while; after a power cut its place may be behind the file's end.
            return;
        }
        int number = DataUtils.parseHexInt(chunk.getOrDefault("chunk", "0"));
        ByteBuffer entries = file.readFully(null, block * BLOCK + contents, pages * Long.BYTES);
        for (int i = removed.nextClearBit(0); i < pages; i = removed.nextClearBit(i + 1)) {
            long entry = entries.getLong(i * Long.BYTES);
            long page = DataUtils.composePagePos(number, entry);
            if (maps.get(DataUtils.getPageMapId(entry)) && Arrays.binarySearch(reachable, page) < 0) {
                isLost(page, i);
            }
        }
    }

    private static final int BLOCK = 4096;

    private static BitSet removed(Map<String, String> chunk) {
        String bits = chunk.get("occupancy");
        return bits == null ? new BitSet() : BitSet.valueOf(StringUtils.convertHexToBytes(bits));
    }

    private void isLost(long page, int numberInChunk) {
        if (suspects.contains(page)) {
            file.accountForRemovedPage(page, store.getCurrentVersion(), false, numberInChunk);
            found++;
        } else {
            nextSuspects.add(page);
        }
    }

    /** Page positions, many. */
    private static final class LongList {

        private long[] elements = new long[1_024];
        private int size;

        void add(long element) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, 2 * size);
            }
            elements[size++] = element;
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(elements, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
