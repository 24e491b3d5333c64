package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import hub.journal.SegmentSpares.Spare;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records into the newest segment, through one reused buffer, and begins the next when told to.
 *
 * <p>What fails before anything was to be forced is an {@link UnwrittenException}: one may {@link #resume} in a new
 * segment. The file that a write has failed on is never forced again.
 */
final class SegmentWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
    private static final int MIN_BUFFER_BYTES = 4 << 10;
    private static final int MAX_BUFFER_BYTES = 1 << 20;

    private final JournalFiles files;
    private final Segments segments;
    private final SegmentSpares spares;
    private final RecordFormat format = new RecordFormat();
    private final ByteBuffer buffer;
    private Segment segment;
    private JournalFile file;

    /** Where in the file the next record goes. */
    private long offset;

    /** Where in the file the first byte of the buffer goes. */
    private long bufferOffset;

    /** Where in the file the records that are forced end. */
    private long forcedOffset;

    private boolean startsGroup = true;

    private SegmentWriter(
            JournalFiles files, Segments segments, SegmentSpares spares, Segment segment, JournalFile file, long at) {
        this.files = files;
        this.segments = segments;
        this.spares = spares;
        this.buffer = ByteBuffer.allocateDirect(
                (int) Math.max(MIN_BUFFER_BYTES, Math.min(MAX_BUFFER_BYTES, segment.bytes())));
        this.segment = segment;
        this.file = file;
        goTo(at);
    }

    /** Goes on in the newest segment from an offset, behind which nothing is intact. */
    static SegmentWriter in(JournalFiles files, Segments segments, SegmentSpares spares, long offset)
            throws IOException {
        Segment segment = segments.newest();
        return new SegmentWriter(files, segments, spares, segment, files.open(segment.name()), offset);
    }

    /** Begins a segment, which is there, durably, or not at all. */
    static SegmentWriter begin(
            JournalFiles files,
            Segments segments,
            SegmentSpares spares,
            long start,
            long previousStart,
            long previousEnd)
            throws IOException {
        Spare spare = spare(spares, 0);
        Segment segment = new Segment(start, previousStart, previousEnd, spare.bytes());
        create(files, spares, segment, spare);
        segments.add(segment);
        return new SegmentWriter(files, segments, spares, segment, spare.file(), Segment.HEADER_BYTES);
    }

    private static Spare spare(SegmentSpares spares, long bytes) throws UnwrittenException {
        try {
            return spares.take(bytes);
        } catch (IOException e) {
            throw new UnwrittenException(e);
        }
    }

    private static void create(JournalFiles files, SegmentSpares spares, Segment segment, Spare spare)
            throws IOException {
        try {
            spare.file().writeFully(segment.header(), 0);
            spare.file().force();
            files.rename(spare.name(), segment.name());
        } catch (IOException e) {
            spares.discard(spare);
            throw new UnwrittenException(e);
        }
        files.forceDirectory();
    }

    /** The position after the last record written. */
    long position() {
        return segment.position(offset);
    }

    /** Whether a record of that length can be written without {@link #roll}. */
    boolean hasRoomFor(int length) {
        return segment.bytes() - offset >= RecordFormat.HEADER_BYTES + length;
    }

    /** Writes a record for which there is room and returns the position after it; it is not durable yet. */
    long write(ByteBuffer record) throws UnwrittenException {
        int length = record.remaining();
        int word = RecordFormat.word(length, startsGroup);
        startsGroup = false;
        makeRoomForHeader();
        buffer.putInt(word).putInt(format.headerChecksum(position(), word));
        buffer.putInt(format.checksum(record.duplicate()));
        offset += RecordFormat.HEADER_BYTES + length;
        int start = record.position();
        for (int copied = 0; copied < length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(buffer.remaining(), length - copied);
            buffer.put(buffer.position(), record, start + copied, part);
            buffer.position(buffer.position() + part);
            copied += part;
        }
        return position();
    }

    private void makeRoomForHeader() throws UnwrittenException {
        if (buffer.remaining() < RecordFormat.HEADER_BYTES) {
            flush();
        }
    }

    /** Makes durable all that was written; the next record starts a group. */
    void force() throws IOException {
        if (segment.bytes() - offset >= RecordFormat.HEADER_BYTES) {
            makeRoomForHeader();
            buffer.put(format.endMark(position()));
        }
        flush();
        file.force();
        goTo(offset);
        if (offset > segment.bytes() / 4) { // Early enough to be done in time, late enough that an idle one never pays.
            spares.prepare();
        }
    }

    private void goTo(long at) {
        buffer.clear();
        offset = at;
        bufferOffset = at;
        forcedOffset = at;
        startsGroup = true;
    }

    private void flush() throws UnwrittenException {
        buffer.flip();
        try {
            file.writeFully(buffer, bufferOffset);
        } catch (IOException e) {
            throw new UnwrittenException(e);
        }
        bufferOffset += buffer.limit();
        buffer.clear();
    }

    /** Begins the next segment, with room for a record of a length. All that was written must be forced. */
    void roll(int length) throws IOException {
        begin(position(), position(), RecordFormat.HEADER_BYTES + length);
    }

    /** Begins a segment in the place of what was written and not forced, which is cut. */
    void resume() throws IOException {
        long end = segment.position(forcedOffset);
        begin(offset == forcedOffset ? end : segment.position(segment.bytes()), end, 0);
    }

    private void begin(long start, long previousEnd, long recordBytes) throws IOException {
        Spare spare = spare(spares, Segment.HEADER_BYTES + recordBytes);
        Segment next = new Segment(start, segment.start(), previousEnd, spare.bytes());
        create(files, spares, next, spare);
        closeFile();
        segments.add(next);
        segment = next;
        file = spare.file();
        goTo(Segment.HEADER_BYTES);
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed; what was acknowledged of it is durable all the same", segment.name(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try (spares) {
            file.close();
        }
    }
}
