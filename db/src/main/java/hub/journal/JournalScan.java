package hub.journal;

import hub.journal.Journal.RecordHandler;
import hub.journal.JournalFiles.JournalFile;
import hub.journal.SegmentScan.Flaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over all segments from a position on, which sets aside a copy of what it finds damaged. */
final class JournalScan implements RecordHandler {
    private static final int COPY_BYTES = 1 << 20;

    private final JournalFiles files;
    private final long from;
    private final RecordHandler handler;
    private final List<Damage> damaged = new ArrayList<>();
    private long records;
    private long bytes;
    private boolean newNames;

    /**
     * @param from where to begin; a record that is already half over there is an error
     * @param handler takes each record
     */
    JournalScan(JournalFiles files, long from, RecordHandler handler) {
        this.files = files;
        this.from = from;
        this.handler = handler;
    }

    /** Reads the last segment, which ends nobody knows where, and tells where. */
    static SegmentScan tail(JournalFiles files, List<Segment> segments) throws IOException {
        JournalScan scan = new JournalScan(files, 0, (position, record) -> {});
        SegmentScan tail = scan.scan(segments.get(segments.size() - 1), null, Long.MAX_VALUE);
        scan.forceNewNames();
        return tail;
    }

    /** Reads what the segments hold before a position at which a record ends. */
    void to(long end, List<Segment> segments) throws IOException {
        for (int i = 0; i < segments.size() && segments.get(i).start() < end; i++) {
            Segment next = i + 1 < segments.size() ? segments.get(i + 1) : null;
            if (next == null || next.start() > from) {
                noteGap(segments, i);
                scan(segments.get(i), next, end);
            }
        }
        forceNewNames();
    }

    ReplayReport report(long tornBytes) {
        return new ReplayReport(records, bytes, damaged, tornBytes);
    }

    @Override
    public void record(long position, ByteBuffer record) {
        if (position <= from) {
            return;
        }
        int length = record.remaining();
        if (position - length - RecordFormat.HEADER_BYTES < from) {
            throw new JournalException("position " + from + " is inside the record that ends at " + position);
        }
        handler.record(position, record);
        records++;
        bytes += length;
    }

    private SegmentScan scan(Segment segment, @Nullable Segment next, long end) throws IOException {
        try (JournalFile file = files.open(segment.name())) {
            ScanWindow window = new ScanWindow(file);
            boolean followed = next != null && next.previousStart() == segment.start();
            long knownEnd = followed && next != null ? Math.min(end, next.previousEnd()) : end;
            boolean lastToKnownEnd = next == null && end != Long.MAX_VALUE;
            SegmentScan scan = followed || lastToKnownEnd
                    ? SegmentScan.to(knownEnd, segment, window, this)
                    : SegmentScan.open(segment, window, this);
            boolean allProven = lastToKnownEnd || (followed && next != null && !next.followsCut());
            if (!segment.readable()) {
                note(file, segment, new Flaw(0, Segment.HEADER_BYTES, "the segment has no intact header"), true);
            }
            noteFlaws(file, segment, scan, allProven);
            if (next != null && scan.tornBytes() > 0) {
                note(file, segment, new Flaw(scan.end(), scan.tornBytes(), "the segment ends torn"), false);
            }
            return scan;
        }
    }

    private void noteFlaws(JournalFile file, Segment segment, SegmentScan scan, boolean allProven) throws IOException {
        for (int i = 0; i < scan.flaws().size(); i++) {
            note(file, segment, scan.flaws().get(i), allProven || i < scan.provenFlaws());
        }
    }

    private void noteGap(List<Segment> segments, int index) throws IOException {
        Segment segment = segments.get(index);
        long previous = segment.previousStart();
        if (index > 0
                && segment.readable()
                && previous != segments.get(index - 1).start()) {
            long missing = segment.previousEnd() - previous;
            add(Segment.name(previous), new Flaw(0, missing, "the segment file is missing"), true, Optional.empty());
        }
    }

    private void note(JournalFile file, Segment segment, Flaw flaw, boolean acknowledged) throws IOException {
        long end = segment.position(flaw.offset() + flaw.bytes());
        if (end < from || (end == from && flaw.offset() > 0)) {
            return; // Whoever replays from there has what once stood before.
        }
        add(segment.name(), flaw, acknowledged, setAside(file, segment.name(), flaw));
    }

    private void add(String segment, Flaw flaw, boolean acknowledged, Optional<String> aside) throws IOException {
        boolean reported = files.list().contains(Damage.reportedName(segment, flaw.offset()));
        damaged.add(new Damage(segment, flaw.offset(), flaw.bytes(), flaw.reason(), acknowledged, aside, reported));
    }

    /** Copies the bytes into a file of their own, once; the segment is left as it is, to be found damaged again. */
    private Optional<String> setAside(JournalFile file, String segment, Flaw flaw) throws IOException {
        long length = Math.min(flaw.bytes(), file.size() - flaw.offset());
        if (length <= 0) {
            return Optional.empty();
        }
        String name = Damage.fileName(segment, flaw.offset());
        if (!files.list().contains(name)) {
            try (JournalFile copy = files.create(name)) {
                ScanWindow window = new ScanWindow(file);
                for (long at = 0; at < length; at += COPY_BYTES) {
                    int part = (int) Math.min(COPY_BYTES, length - at);
                    copy.writeFully(window.slice(flaw.offset() + at, part), at);
                }
                copy.force();
            }
            newNames = true;
        }
        return Optional.of(name);
    }

    private void forceNewNames() throws IOException {
        if (newNames) {
            files.forceDirectory();
            newNames = false;
        }
    }
}
