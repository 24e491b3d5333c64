package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a journal's directory into the state from which writing goes on.
 *
 * <p>Reads the newest segment only: the others are checked when they are replayed, which every start does with what is
 * not stored elsewhere, so that no byte is read twice. Then it writes the last group again, byte for byte, and forces it: what is read there may be in memory only, and after a failed force the
 * system may hold it for clean, so that no later force would write it. Every earlier group was forced with success.
 *
 * <p>If the last group is not all intact, a new segment begins; see {@link Segment} for where.
 *
 * @param writer goes on after the last intact record
 * @param tornBytes 0, or the most that a tail that was cut can have been
 */
record Recovery(Segments segments, SegmentSpares spares, SegmentWriter writer, long tornBytes) {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int COPY_BYTES = 1 << 20;

    static Recovery run(JournalFiles files, JournalOptions options) throws IOException {
        files.forceDirectory();
        SegmentSpares spares = SegmentSpares.open(files, options.segmentBytes());
        try {
            Segments segments = Segments.read(files);
            if (segments.isEmpty()) {
                SegmentWriter writer = SegmentWriter.begin(files, segments, spares, 0, Segment.NONE, 0);
                return new Recovery(segments, spares, writer, 0);
            }
            return reopen(files, options, segments, spares);
        } catch (IOException | RuntimeException e) {
            spares.close();
            throw e;
        }
    }

    private static Recovery reopen(JournalFiles files, JournalOptions options, Segments segments, SegmentSpares spares)
            throws IOException {
        SegmentScan tail = JournalScan.tail(files, segments.list());
        Segment newest = segments.newest();
        boolean whole = newest.readable() && tail.flaws().size() == tail.provenFlaws() && tail.tornBytes() == 0;
        long size = forceAgain(files, newest, tail, whole);
        if (whole) {
            return new Recovery(segments, spares, SegmentWriter.in(files, segments, spares, tail.end()), 0);
        }
        if (tail.tornBytes() > 0) {
            LOG.warn("Cut a torn tail, of {} bytes at most, off the journal", tail.tornBytes());
        }
        long unused = newest.position(Math.max(size, Math.max(newest.bytes(), options.segmentBytes())));
        long end = newest.position(tail.end());
        SegmentWriter writer = SegmentWriter.begin(files, segments, spares, unused, newest.start(), end);
        return new Recovery(segments, spares, writer, tail.tornBytes());
    }

    private static long forceAgain(JournalFiles files, Segment newest, SegmentScan tail, boolean withEndMark)
            throws IOException {
        try (JournalFile file = files.open(newest.name())) {
            ScanWindow window = new ScanWindow(file);
            long end = withEndMark ? Math.min(tail.end() + RecordFormat.HEADER_BYTES, window.size()) : tail.end();
            for (long at = tail.lastGroup(); at < end; at += COPY_BYTES) {
                int length = (int) Math.min(COPY_BYTES, end - at);
                ByteBuffer same = ByteBuffer.allocateDirect(length).put(window.slice(at, length));
                file.writeFully(same.flip(), at);
            }
            file.force();
            return window.size();
        }
    }
}
