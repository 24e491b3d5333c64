package hub.journal;

import hub.journal.Journal.RecordHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads every byte of a journal that nobody has open, and changes nothing. */
public final class JournalCheck {

    /**
     * What was found.
     *
     * @param report damage, without copies of the damaged bytes; the tail that opening the journal would cut
     * @param segments how many segment files there are
     * @param oldestPosition where the oldest record begins
     * @param endPosition the position after the newest intact record
     * @param positionInside whether the position asked about is inside a record, so that nothing can go on from there
     */
    public record Result(
            ReplayReport report, int segments, long oldestPosition, long endPosition, boolean positionInside) {}

    private final long position;
    private final RecordHandler handler;
    private boolean inside;

    private JournalCheck(long position, RecordHandler handler) {
        this.position = position;
        this.handler = handler;
    }

    /**
     * Reads a journal.
     *
     * @param position of which is told whether a record ends there or could
     * @param handler takes every intact record
     * @throws JournalException if it cannot be read, or a segment is of another format or place
     */
    public static Result run(Path directory, long position, RecordHandler handler) {
        try {
            return new JournalCheck(position, handler).run(new ReadOnlyFiles(directory));
        } catch (IOException e) {
            throw new JournalException("cannot read the journal in " + directory, e);
        }
    }

    private Result run(JournalFiles files) throws IOException {
        Segments segments = Segments.read(files);
        if (segments.isEmpty()) {
            return new Result(new ReplayReport(0, 0, List.of(), 0), 0, 0, 0, false);
        }
        List<Segment> list = segments.list();
        JournalScan scan = new JournalScan(files, segments.oldestStart(), (end, record) -> {
            long begin = end - record.remaining() - RecordFormat.HEADER_BYTES;
            inside |= begin < position && position < end;
            handler.record(end, record);
        });
        SegmentScan tail = JournalScan.tail(files, list);
        long end = segments.newest().position(tail.end());
        scan.to(end, list);
        return new Result(scan.report(tail.tornBytes()), list.size(), segments.oldestStart(), end, inside);
    }
}
