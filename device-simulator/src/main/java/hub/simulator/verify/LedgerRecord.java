package hub.simulator.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record of the ledger: 28 bytes, little-endian, the last four a CRC-32C of those before.
 *
 * @param kind what happened to the frame
 * @param frame which; of a frame that was sent before only device, epoch and seq count
 */
record LedgerRecord(Kind kind, SentFrame frame) {

    /** Its length. */
    static final int BYTES = 28;

    private static final int CRC_AT = BYTES - Integer.BYTES;
    private static final long U32 = 0xFFFF_FFFFL;

    /** What can be told of a frame. */
    enum Kind {
        /** It is about to be sent for the first time. */
        SENT(1),
        /** The hub acknowledged it. */
        ACKNOWLEDGED(2),
        /** The hub refused it, so it is not sent again. */
        REFUSED(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** Writes it at the buffer's position. */
    void writeTo(ByteBuffer out) {
        ByteBuffer record = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        record.put((byte) kind.code).put((byte) 0).putShort((short) frame.count());
        record.putInt(frame.device()).putInt((int) frame.epoch()).putInt((int) frame.seq());
        record.putLong(frame.baseMicros());
        out.put(record.putInt(crc(record)).flip());
    }

    /** Reads the record at the buffer's position; empty if its checksum or kind is wrong. */
    static Optional<LedgerRecord> readFrom(ByteBuffer in) {
        ByteBuffer record = in.slice(in.position(), BYTES).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + BYTES);
        if (record.getInt(CRC_AT) != crc(record)) {
            return Optional.empty();
        }
        SentFrame frame = new SentFrame(
                record.getInt(4),
                record.getInt(8) & U32,
                record.getInt(12) & U32,
                record.getShort(2) & 0xFFFF,
                record.getLong(16));
        for (Kind kind : Kind.values()) {
            if (kind.code == record.get(0)) {
                return Optional.of(new LedgerRecord(kind, frame));
            }
        }
        return Optional.empty();
    }

    private static int crc(ByteBuffer record) {
        CRC32C crc = new CRC32C();
        crc.update(record.slice(0, CRC_AT));
        return (int) crc.getValue();
    }
}
