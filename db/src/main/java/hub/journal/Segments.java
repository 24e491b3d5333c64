package hub.journal;

import hub.journal.Journal.Keep;
import hub.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The segments that are there, by their start; the newest is the one that is written, and stays. */
final class Segments {
    private final ConcurrentSkipListMap<Long, Segment> byStart = new ConcurrentSkipListMap<>();
    private int keeps;

    private Segments() {}

    static Segments read(JournalFiles files) throws IOException {
        Segments segments = new Segments();
        for (String name : files.list()) {
            long start = Segment.startOf(name).orElse(Segment.NONE);
            if (start >= 0) {
                try (JournalFile file = files.open(name)) {
                    segments.add(parse(start, file));
                }
            }
        }
        return segments;
    }

    private static Segment parse(long start, JournalFile file) throws IOException {
        if (file.size() < Segment.HEADER_BYTES) {
            return Segment.unreadable(start);
        }
        ByteBuffer header = ByteBuffer.allocate(Segment.HEADER_BYTES);
        header.put(new ScanWindow(file).slice(0, Segment.HEADER_BYTES)).flip();
        return Segment.parse(start, header);
    }

    void add(Segment segment) {
        byStart.put(segment.start(), segment);
    }

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    /** Keeps every segment until it is closed, once. */
    synchronized Keep keep() {
        keeps++;
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                release();
            }
        };
    }

    private synchronized void release() {
        keeps--;
    }

    /** All segments, oldest first. */
    List<Segment> list() {
        return new ArrayList<>(byStart.values());
    }

    Segment newest() {
        return byStart.lastEntry().getValue();
    }

    long oldestStart() {
        return byStart.firstKey();
    }

    /**
     * Gives up the segments that are followed by one that starts at or before the position. Each is durably gone before
     * the next goes, so that a crash in between never leaves a gap, which would be taken for damage. While somebody keeps it
     * all it does nothing.
     */
    synchronized void trim(long position, SegmentSpares spares) throws IOException {
        if (keeps > 0) {
            return;
        }
        Map.Entry<Long, Segment> oldest = byStart.firstEntry();
        Long next = byStart.higherKey(oldest.getKey());
        while (next != null && next <= position) {
            spares.recycle(oldest.getValue());
            byStart.remove(oldest.getKey()); // Not before: if that fails, the next trim begins with the same.
            oldest = byStart.firstEntry();
            next = byStart.higherKey(oldest.getKey());
        }
    }
}
