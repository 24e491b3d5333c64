package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a journal's directory into the state from which writing goes on.
 *
 * <p>Reads every segment, so that all damage is known and set aside before the first append. Then it writes the last
 * group again, byte for byte, and forces it: what is read there may be in memory only, and after a failed force the
 * system may hold it for clean, so that no later force would write it. Every earlier group was forced with success.
 *
 * <p>If the last group is not all intact, a new segment begins; see {@link Segment} for where.
 *
 * @param writer goes on after the last intact record
 * @param tornBytes the length of the tail that was cut
 */
record Recovery(Segments segments, SegmentWriter writer, long tornBytes) {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int COPY_BYTES = 1 << 20;

    static Recovery run(JournalFiles files, JournalOptions options) throws IOException {
        SegmentSpares spares = SegmentSpares.open(files, options.segmentBytes());
        try {
            files.forceDirectory();
            Segments segments = Segments.read(files);
            if (segments.isEmpty()) {
                return new Recovery(segments, SegmentWriter.begin(files, segments, spares, Segment.first()), 0);
            }
            return reopen(files, options, segments, spares);
        } catch (IOException | RuntimeException e) {
            spares.close();
            throw e;
        }
    }

    private static Recovery reopen(JournalFiles files, JournalOptions options, Segments segments, SegmentSpares spares)
            throws IOException {
        JournalScan scan = new JournalScan(files, segments.oldestStart(), (position, record) -> {});
        SegmentScan tail = scan.open(segments.list());
        report(scan.report(tail.tornBytes()));
        Segment newest = segments.newest();
        long size = forceAgain(files, newest, tail);
        boolean clean = newest.readable() && tail.flaws().size() == tail.provenFlaws() && tail.tornBytes() == 0;
        if (clean) {
            return new Recovery(segments, SegmentWriter.in(files, segments, spares, tail.end()), 0);
        }
        long unused = newest.position(Math.max(size, options.segmentBytes()));
        Segment next = new Segment(unused, newest.start(), newest.position(tail.end()));
        return new Recovery(segments, SegmentWriter.begin(files, segments, spares, next), tail.tornBytes());
    }

    private static long forceAgain(JournalFiles files, Segment newest, SegmentScan tail) throws IOException {
        try (JournalFile file = files.open(newest.name())) {
            ScanWindow window = new ScanWindow(file);
            for (long at = tail.lastGroup(); at < tail.end(); at += COPY_BYTES) {
                int length = (int) Math.min(COPY_BYTES, tail.end() - at);
                ByteBuffer same = ByteBuffer.allocateDirect(length).put(window.slice(at, length));
                file.writeFully(same.flip(), at);
            }
            file.force();
            return window.size();
        }
    }

    private static void report(ReplayReport report) {
        for (Damage damage : report.damaged()) {
            if (damage.acknowledged()) {
                LOG.error("The journal has lost acknowledged records: {}", damage);
            } else {
                LOG.warn("The journal ends in a damaged group, perhaps never acknowledged: {}", damage);
            }
        }
        if (report.tornBytes() > 0) {
            LOG.warn("Cut a torn tail of {} bytes off the journal", report.tornBytes());
        }
        LOG.info("The journal holds {} records of {} bytes", report.records(), report.bytes());
    }
}
