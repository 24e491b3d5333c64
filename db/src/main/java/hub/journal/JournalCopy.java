package hub.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The segments that hold the records between two positions, to be copied while the journal is written to. The copies
 * are a journal; what is written after the second position is not in them.
 */
public final class JournalCopy {

    /**
     * The beginning of a segment file.
     *
     * @param name of the file, in the journal's directory and in the copy
     * @param bytes how many of its bytes are copied
     * @param end the position of the end mark that follows them in the copy; {@link #NO_MARK} if they are the whole file
     */
    public record Piece(String name, long bytes, long end) {}

    private static final long NO_MARK = -1;

    private static final int PART_BYTES = 1 << 20;

    private JournalCopy() {}

    /**
     * What is to be copied, oldest first; nothing may be trimmed until it is.
     *
     * @param from a position up to which records are not needed
     * @param to a durable position; {@link Long#MAX_VALUE} for whole files of a journal that nobody has open
     */
    public static List<Piece> between(Path directory, long from, long to) throws IOException {
        TreeSet<Long> starts = new TreeSet<>();
        ReadOnlyFiles files = new ReadOnlyFiles(directory);
        files.list().forEach(name -> Segment.startOf(name).ifPresent(starts::add));
        List<Piece> pieces = new ArrayList<>();
        for (long start : starts) {
            Long next = starts.higher(start);
            if (start <= to && (next == null || next > from)) {
                try (JournalFiles.JournalFile file = files.open(Segment.name(start))) {
                    long upTo = to == Long.MAX_VALUE ? to : to - start + Segment.HEADER_BYTES;
                    boolean whole = upTo >= file.size() - RecordFormat.HEADER_BYTES;
                    pieces.add(new Piece(Segment.name(start), whole ? file.size() : upTo, whole ? NO_MARK : to));
                }
            }
        }
        return pieces;
    }

    /** Copies one of them. In the file itself the next group may stand where its records end. */
    public static void copy(Path directory, Piece piece, OutputStream out) throws IOException {
        WritableByteChannel to = Channels.newChannel(out);
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART_BYTES, piece.bytes()));
        try (FileChannel file = FileChannel.open(directory.resolve(piece.name()), StandardOpenOption.READ)) {
            for (long left = piece.bytes(); left > 0; left -= part.limit()) {
                part.clear().limit((int) Math.min(part.capacity(), left));
                while (part.hasRemaining()) {
                    if (file.read(part) < 0) {
                        throw new IOException(piece.name() + " is shorter than " + piece.bytes() + " bytes");
                    }
                }
                part.flip();
                writeFully(part, to);
            }
        }
        if (piece.end() != NO_MARK) {
            writeFully(new RecordFormat().endMark(piece.end()), to);
        }
    }

    private static void writeFully(ByteBuffer bytes, WritableByteChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
