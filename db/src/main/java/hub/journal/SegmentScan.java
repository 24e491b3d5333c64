package hub.journal;

import hub.journal.Journal.RecordHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over a segment, which hands over every intact record and accounts for every byte that is in none.
 *
 * <p>Where no intact record begins, the pass looks for the next one: byte by byte, or, where only a payload is bad,
 * from the end of that record on. What it skips so is a flaw. When there is no next one, the rest is: a flaw if it is
 * known that records go on to the limit; unused if an end mark says so, or if there is no room for one; else torn.
 */
final class SegmentScan {

    /** Bytes without an intact record, from an offset in the file on. */
    record Flaw(long offset, long bytes, String reason) {}

    private static final int SEARCH_BYTES = 64 << 10;

    private final Segment segment;
    private final ScanWindow window;
    private final long limit;
    private final boolean complete;
    private final RecordFormat format = new RecordFormat();
    private final List<Flaw> flaws = new ArrayList<>();
    private int provenFlaws;
    private long offset = Segment.HEADER_BYTES;
    private long lastGroup = Segment.HEADER_BYTES;
    private long endOfData = -1;
    private long tornBytes;

    private SegmentScan(Segment segment, ScanWindow window, long limit, boolean complete) {
        this.segment = segment;
        this.window = window;
        this.limit = limit;
        this.complete = complete;
    }

    /** Passes over a segment of which it is not known where its records end. */
    static SegmentScan open(Segment segment, ScanWindow window, RecordHandler handler) throws IOException {
        SegmentScan scan = new SegmentScan(segment, window, window.size(), false);
        scan.run(handler);
        if (!scan.endsWhole()) {
            scan.tornBytes = Math.max(1, scan.endOfData() - scan.offset);
        }
        return scan;
    }

    /** Passes over a segment whose records end at a position. */
    static SegmentScan to(long end, Segment segment, ScanWindow window, RecordHandler handler) throws IOException {
        long limit = segment.offset(end);
        SegmentScan scan = new SegmentScan(segment, window, Math.min(limit, window.size()), true);
        scan.run(handler);
        if (limit > window.size()) {
            long from = Math.max(scan.offset, window.size());
            scan.flaws.add(new Flaw(from, limit - from, "the file is too short"));
        }
        return scan;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    /** How many of the flaws, from the first, have a later group after them, so that they had been forced. */
    int provenFlaws() {
        return provenFlaws;
    }

    /** The offset after the last intact record. */
    long end() {
        return offset;
    }

    /** The offset from which on records may have been written but not forced. */
    long lastGroup() {
        return lastGroup;
    }

    /** 0 if the records end whole; else the most that the tail after them can have been. Only of an open pass. */
    long tornBytes() {
        return tornBytes;
    }

    private void run(RecordHandler handler) throws IOException {
        while (offset < limit && (complete || !endMarkAt(offset))) {
            int length = headerAt(offset);
            if (length > 0 && payloadIntactAt(offset, length)) {
                deliver(length, handler);
            } else {
                String reason = length > 0 ? "a record differs from its checksum" : "no record begins here";
                long next = nextIntact(after(offset, length));
                if (next < 0 && complete) {
                    flaws.add(new Flaw(offset, limit - offset, reason));
                }
                // Of a group that the power cut short, what follows a hole was never acknowledged. Kept, it would make
                // its
                // device believe that what stood in the hole is here, too.
                if (next < 0 || !(complete || groupBegins(next))) {
                    return;
                }
                flaws.add(new Flaw(offset, next - offset, reason));
                offset = next;
            }
        }
    }

    /** Whether nothing can have been acknowledged behind the last record, and nothing there is intact. */
    private boolean endsWhole() throws IOException {
        if (limit - offset < RecordFormat.HEADER_BYTES) {
            return window.size() >= segment.bytes(); // A shorter file, such as a copy, needs a mark to be whole.
        }
        return endMarkAt(offset) && nextIntact(offset + RecordFormat.HEADER_BYTES) < 0;
    }

    private void deliver(int length, RecordHandler handler) throws IOException {
        if (RecordFormat.startsGroup(window.getInt(offset))) {
            provenFlaws = flaws.size();
            lastGroup = offset;
        }
        long payload = offset + RecordFormat.HEADER_BYTES;
        offset = payload + length;
        handler.record(segment.position(offset), window.slice(payload, length).asReadOnlyBuffer());
    }

    /** The length of the payload if an intact header stands there, else -1. */
    private int headerAt(long at) throws IOException {
        long room = limit - at - RecordFormat.HEADER_BYTES;
        if (room <= 0) {
            return -1;
        }
        int word = window.getInt(at);
        int length = RecordFormat.length(word);
        if (length < 1 || length > Journal.MAX_RECORD_BYTES || length > room) {
            return -1;
        }
        int checksum = format.headerChecksum(segment.position(at), word);
        return checksum == window.getInt(at + RecordFormat.HEADER_CHECKSUM_AT) ? length : -1;
    }

    private boolean endMarkAt(long at) throws IOException {
        if (limit - at < RecordFormat.HEADER_BYTES || window.getInt(at) != RecordFormat.END_MARK) {
            return false;
        }
        int checksum = format.headerChecksum(segment.position(at), RecordFormat.END_MARK);
        return window.getInt(at + RecordFormat.HEADER_CHECKSUM_AT) == checksum
                && window.getInt(at + RecordFormat.CHECKSUM_AT) == checksum;
    }

    private boolean payloadIntactAt(long at, int length) throws IOException {
        int expected = window.getInt(at + RecordFormat.CHECKSUM_AT);
        format.headerChecksum(segment.position(at), window.getInt(at));
        return format.checksum(window.slice(at + RecordFormat.HEADER_BYTES, length)) == expected;
    }

    /** Where the next intact record begins, at an offset or after it; -1 if none does. */
    private long nextIntact(long from) throws IOException {
        long at = nextPlausible(from);
        while (at >= 0) {
            int length = headerAt(at);
            if (length > 0 && payloadIntactAt(at, length)) {
                return at;
            }
            at = nextPlausible(after(at, length));
        }
        return -1;
    }

    /** Whether an intact record from an offset on begins a group, so that all before it had been forced. */
    private boolean groupBegins(long from) throws IOException {
        for (long at = from; at >= 0; at = nextIntact(after(at, headerAt(at)))) {
            if (RecordFormat.startsGroup(window.getInt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Where the next word stands that could be a record's: looks at every byte, so it must not cost much. */
    private long nextPlausible(long from) throws IOException {
        long end = endOfData();
        for (long at = from; at + RecordFormat.HEADER_BYTES < end; ) {
            ByteBuffer bytes = window.slice(at, (int) Math.min(SEARCH_BYTES, end - at));
            long longest = Math.min(Journal.MAX_RECORD_BYTES, end - at);
            int last = bytes.limit() - Integer.BYTES;
            for (int i = 0; i <= last; i++) {
                int length = RecordFormat.length(bytes.getInt(i));
                if (length > 0 && length < longest) {
                    return at + i;
                }
            }
            at += last + 1;
        }
        return -1;
    }

    private long endOfData() throws IOException {
        if (endOfData < 0) {
            endOfData = window.endOfData(offset, limit);
        }
        return endOfData;
    }

    private static long after(long at, int length) {
        return length > 0 ? at + RecordFormat.HEADER_BYTES + length : at + 1;
    }
}
