package hub.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The framing of a record: a word, a checksum of the header, a checksum of the whole, the payload; big-endian.
 *
 * <p>The word is the length of the payload, with the top bit set in the first record of each forced group: such a
 * record proves that everything before it had been forced. Both checksums cover the position at which the record
 * begins, so that bytes of another place or of an earlier life of the file never look intact. The checksum of the
 * header makes a damaged length certain to show, and the search for the next intact record cheap.
 *
 * <p>Behind the last record of each group stands an end mark, until the next group overwrites it: the word
 * {@link #END_MARK} and twice the checksum of that header. See {@link Segment} for what it proves.
 */
final class RecordFormat {
    static final int HEADER_BYTES = 12;
    static final int HEADER_CHECKSUM_AT = 4;
    static final int CHECKSUM_AT = 8;

    /** The word of an end mark: no record is that long. */
    static final int END_MARK = Integer.MAX_VALUE;

    private static final int GROUP_START = 1 << 31;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer covered = ByteBuffer.allocate(12);

    static int word(int length, boolean startsGroup) {
        return startsGroup ? length | GROUP_START : length;
    }

    static int length(int word) {
        return word & ~GROUP_START;
    }

    static boolean startsGroup(int word) {
        return word < 0;
    }

    /** The checksum of the header of a record that begins at a position. */
    int headerChecksum(long position, int word) {
        crc.reset();
        covered.putLong(0, position).putInt(8, word);
        crc.update(covered.array());
        return (int) crc.getValue();
    }

    /** The end mark of records that end at a position. */
    ByteBuffer endMark(long position) {
        int checksum = headerChecksum(position, END_MARK);
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(END_MARK)
                .putInt(checksum)
                .putInt(checksum)
                .flip();
    }

    /** The checksum of the whole record whose header checksum was computed last; leaves the payload consumed. */
    int checksum(ByteBuffer payload) {
        crc.update(payload);
        return (int) crc.getValue();
    }
}
