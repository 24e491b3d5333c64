package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import hub.journal.SegmentSpares.Spare;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes records into the newest segment, through one reused buffer, and begins the next when it is full. */
final class SegmentWriter implements AutoCloseable {
    private static final int MIN_BUFFER_BYTES = 4 << 10;
    private static final int MAX_BUFFER_BYTES = 1 << 20;

    private final JournalFiles files;
    private final Segments segments;
    private final SegmentSpares spares;
    private final RecordFormat format = new RecordFormat();
    private final ByteBuffer buffer;
    private Segment segment;
    private JournalFile file;
    private long capacity;
    private long offset;
    private boolean startsGroup = true;

    private SegmentWriter(
            JournalFiles files, Segments segments, SegmentSpares spares, Segment segment, JournalFile file, long offset)
            throws IOException {
        this.files = files;
        this.segments = segments;
        this.spares = spares;
        this.segment = segment;
        this.file = file;
        this.capacity = file.size();
        this.offset = offset;
        this.buffer = ByteBuffer.allocateDirect((int) Math.max(MIN_BUFFER_BYTES, Math.min(MAX_BUFFER_BYTES, capacity)));
    }

    /** Goes on in the newest segment from an offset, after which it must be zeros. */
    static SegmentWriter in(JournalFiles files, Segments segments, SegmentSpares spares, long offset)
            throws IOException {
        Segment segment = segments.newest();
        return new SegmentWriter(files, segments, spares, segment, files.open(segment.name()), offset);
    }

    /** Begins a segment, which is there, durably, or not at all. */
    static SegmentWriter begin(JournalFiles files, Segments segments, SegmentSpares spares, Segment segment)
            throws IOException {
        JournalFile file = create(files, segment, spares.take(0));
        segments.add(segment);
        return new SegmentWriter(files, segments, spares, segment, file, Segment.HEADER_BYTES);
    }

    private static JournalFile create(JournalFiles files, Segment segment, Spare spare) throws IOException {
        spare.file().writeFully(segment.header(), 0);
        spare.file().force();
        files.rename(spare.name(), segment.name());
        files.forceDirectory();
        return spare.file();
    }

    /** The position after the last record written. */
    long position() {
        return segment.position(offset);
    }

    /** Writes a record and returns the position after it; it is not durable before {@link #force()}. */
    long write(ByteBuffer record) throws IOException {
        int length = record.remaining();
        if (capacity - offset < RecordFormat.HEADER_BYTES + length) {
            roll(RecordFormat.HEADER_BYTES + length);
        }
        int word = RecordFormat.word(length, startsGroup);
        startsGroup = false;
        if (buffer.remaining() < RecordFormat.HEADER_BYTES) {
            flush();
        }
        buffer.putInt(word).putInt(format.headerChecksum(position(), word));
        buffer.putInt(format.checksum(record.duplicate()));
        offset += RecordFormat.HEADER_BYTES;
        copy(record, length);
        return position();
    }

    /** Makes durable all that was written; the next record starts a group. */
    void force() throws IOException {
        flush();
        file.force();
        startsGroup = true;
        if (offset > capacity / 4) { // Early enough to be done in time, late enough that an idle journal does not pay.
            spares.prepare();
        }
    }

    private void copy(ByteBuffer record, int length) throws IOException {
        int start = record.position();
        for (int copied = 0; copied < length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(buffer.remaining(), length - copied);
            buffer.put(buffer.position(), record, start + copied, part);
            buffer.position(buffer.position() + part);
            copied += part;
            offset += part;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        file.writeFully(buffer, offset - buffer.limit());
        buffer.clear();
    }

    private void roll(int recordBytes) throws IOException {
        force();
        file.close();
        Segment next = new Segment(position(), segment.start(), position());
        file = create(files, next, spares.take(Segment.HEADER_BYTES + (long) recordBytes));
        segments.add(next);
        segment = next;
        capacity = file.size();
        offset = Segment.HEADER_BYTES;
    }

    @Override
    public void close() throws IOException {
        try (spares) {
            file.close();
        }
    }
}
