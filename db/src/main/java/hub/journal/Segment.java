package hub.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One file of a journal: a header, then records back to back, an end mark, and what stood in the file before.
 *
 * <p>The byte at position p stands at offset {@code HEADER_BYTES + p - start}. A segment knows where the records of
 * the one before it end: what stands there after that end was cut, and what is missing before it is damage. It begins
 * where the one before ends, except after a cut: then it begins after every position which that file could have held,
 * because a torn record may in truth be an acknowledged one that the disk has lost, and its position must not come to
 * mean another.
 *
 * <p><b>Files are used again</b> when their records are trimmed, so the bytes behind the records are arbitrary. That is
 * safe for these reasons. Checksums cover positions and a file begins each life at a greater one, so nothing of an
 * earlier life is ever intact in a later one. Where the records of the newest segment end is known from the end mark
 * that is written, and forced, with each group, right behind it. The next group begins by overwriting that mark. So:
 * <ul>
 *   <li>a mark that is intact behind an intact record proves that nothing behind it was ever acknowledged: to
 *       acknowledge something there, its first bytes, in the mark's place, must have been forced;
 *   <li>where neither a record nor a mark is intact, and there would be room for one, something is torn or damaged.
 *       Zeros could prove no more: of a record whose bytes were all lost they say that it never was.
 * </ul>
 * What a torn group leaves behind a mark (sectors reach the disk in any order) could become part of the records when
 * later ones reach it. So a segment is gone on with only if no record behind its mark is intact; records are whole and
 * their checksums cover their bytes, so what is not intact then can become so only by being written again.
 *
 * @param start the position of its first byte
 * @param previousStart the start of the segment before it, {@link #NONE} if there was never one
 * @param previousEnd where the records of the segment before it end
 * @param bytes the length of the file when it was begun; a shorter one has been cut
 */
record Segment(long start, long previousStart, long previousEnd, long bytes) {
    static final int HEADER_BYTES = 64;
    static final long NONE = -1;
    /** The value of the fields after the first where the header is unreadable. */
    static final long UNKNOWN = -2;

    private static final long MAGIC = 0x6875624a_6f75726eL; // "hubJourn"
    private static final int VERSION = 2;
    private static final int CHECKED_BYTES = 44;
    private static final Pattern NAME = Pattern.compile("([0-9]{19})\\.journal");

    static Segment unreadable(long start) {
        return new Segment(start, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    /** The start of the segment with that file name; empty if it is not a segment's. */
    static Optional<Long> startOf(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    static String name(long start) {
        return String.format("%019d.journal", start);
    }

    String name() {
        return name(start);
    }

    long position(long offset) {
        return start + offset - HEADER_BYTES;
    }

    long offset(long position) {
        return position - start + HEADER_BYTES;
    }

    boolean readable() {
        return previousStart != UNKNOWN;
    }

    /** True if it was begun in the place of a tail that was cut. */
    boolean followsCut() {
        return readable() && start != previousEnd;
    }

    ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putLong(start).putLong(previousStart);
        header.putLong(previousEnd).putLong(bytes).putInt(checksum(header)).clear();
        return header;
    }

    /**
     * Reads a header of {@link #HEADER_BYTES}; if it does not match its checksum, the result is unreadable.
     *
     * @throws JournalException if it is intact and of another format or of another place
     */
    static Segment parse(long start, ByteBuffer header) {
        if (header.getInt(CHECKED_BYTES) != checksum(header) || !zero(header, CHECKED_BYTES + 4)) {
            return unreadable(start);
        }
        if (header.getLong(0) != MAGIC || header.getInt(8) != VERSION) {
            throw new JournalException(name(start) + " is of a format that this version does not know");
        }
        if (header.getLong(12) != start) {
            throw new JournalException(name(start) + " was " + name(header.getLong(12)) + " when it was written");
        }
        return new Segment(start, header.getLong(20), header.getLong(28), header.getLong(36));
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().position(0).limit(CHECKED_BYTES));
        return (int) crc.getValue();
    }

    private static boolean zero(ByteBuffer bytes, int from) {
        for (int i = from; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
