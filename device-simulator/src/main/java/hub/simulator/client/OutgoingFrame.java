package hub.simulator.client;

import java.nio.ByteBuffer;

/** A sequenced readings frame on its way to the hub. Its bytes never change: a resend is verbatim. */
public final class OutgoingFrame {

    private final long seq;
    private final int readings;
    private final ByteBuffer bytes;
    private long sentAtNanos;
    private boolean sentBefore;

    /**
     * A frame to be delivered.
     *
     * @param seq its sequence number, 1 to 2³² − 1
     * @param readings how many it holds
     * @param bytes the encoded frame from position to limit; kept
     */
    public OutgoingFrame(long seq, int readings, ByteBuffer bytes) {
        this.seq = seq;
        this.readings = readings;
        this.bytes = bytes;
    }

    /** Its sequence number. */
    public long seq() {
        return seq;
    }

    /** How many readings it holds. */
    public int readings() {
        return readings;
    }

    /** A view of the frame's bytes. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    int length() {
        return bytes.remaining();
    }

    /** Notes that it goes out now. Whether it went out before. */
    boolean markSent(long now) {
        boolean again = sentBefore;
        sentBefore = true;
        sentAtNanos = now;
        return again;
    }

    long sentAtNanos() {
        return sentAtNanos;
    }
}
