package hub.journal;

import hub.journal.Journal.RecordHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over a segment, which hands over every intact record and accounts for every byte that is in none.
 *
 * <p>Where no intact record begins, the pass looks for the next one: byte by byte, or, where only a payload is bad,
 * from the end of that record on. What it skips so is a flaw. When there is no next one, the rest is: a flaw if it is
 * known that records go on to the limit; unused if it is zeros; torn if a group may have been under way there.
 */
final class SegmentScan {

    /** Bytes without an intact record, from an offset in the file on. */
    record Flaw(long offset, long bytes, String reason) {}

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

    /** The length of the tail that no intact record follows, up to its last byte that is not zero. */
    long tornBytes() {
        return tornBytes;
    }

    private void run(RecordHandler handler) throws IOException {
        while (offset < limit) {
            int length = headerAt(offset);
            if (length > 0 && payloadIntactAt(offset, length)) {
                deliver(length, handler);
            } else {
                String reason = length > 0 ? "a record differs from its checksum" : "no record begins here";
                long next = nextIntact(length, false);
                // Of the group that the power cut short, what follows a hole was never acknowledged: kept, it would
                // make
                // a device believe that what stood in the hole is here, too.
                if (next < 0 || (!complete && nextIntact(length, true) < 0)) {
                    endAt(reason);
                    return;
                }
                flaws.add(new Flaw(offset, next - offset, reason));
                offset = next;
            }
        }
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

    private boolean payloadIntactAt(long at, int length) throws IOException {
        int expected = window.getInt(at + RecordFormat.CHECKSUM_AT);
        format.headerChecksum(segment.position(at), window.getInt(at));
        return format.checksum(window.slice(at + RecordFormat.HEADER_BYTES, length)) == expected;
    }

    private long nextIntact(int lengthHere, boolean startingGroup) throws IOException {
        if (endOfData < 0) {
            endOfData = window.endOfData(offset, limit);
        }
        long at = after(offset, lengthHere);
        while (at < endOfData) {
            int length = headerAt(at);
            if (length > 0
                    && payloadIntactAt(at, length)
                    && (!startingGroup || RecordFormat.startsGroup(window.getInt(at)))) {
                return at;
            }
            at = after(at, length);
        }
        return -1;
    }

    private static long after(long at, int length) {
        return length > 0 ? at + RecordFormat.HEADER_BYTES + length : at + 1;
    }

    private void endAt(String reason) {
        if (complete) {
            flaws.add(new Flaw(offset, limit - offset, reason));
        } else if (endOfData > offset) {
            tornBytes = endOfData - offset;
        }
    }
}
