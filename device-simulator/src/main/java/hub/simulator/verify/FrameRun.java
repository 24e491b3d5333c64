package hub.simulator.verify;

import java.util.Arrays;

/** Frames of one device in the order of their numbers, in columns, since there may be many. */
final class FrameRun {

    final int device;
    final long epoch;

    /** The number of the first frame. */
    final long firstSeq;

    private final long[] bases;
    private final short[] counts;
    private final boolean[] acknowledged;

    FrameRun(int device, long epoch, long firstSeq, int frames) {
        this.device = device;
        this.epoch = epoch;
        this.firstSeq = firstSeq;
        this.bases = new long[frames];
        this.counts = new short[frames];
        this.acknowledged = new boolean[frames];
    }

    int frames() {
        return bases.length;
    }

    /** Whether that frame is in the run. */
    boolean has(long seq) {
        return seq >= firstSeq && seq < firstSeq + bases.length;
    }

    void sent(SentFrame frame) {
        int at = (int) (frame.seq() - firstSeq);
        bases[at] = frame.baseMicros();
        counts[at] = (short) frame.count();
    }

    void acknowledged(long seq) {
        acknowledged[(int) (seq - firstSeq)] = true;
    }

    SentFrame frame(int at) {
        return new SentFrame(device, epoch, firstSeq + at, counts[at], bases[at]);
    }

    boolean isAcknowledged(int at) {
        return acknowledged[at];
    }

    /** The place of the frame that has readings of that time, or -1. */
    int find(long micros) {
        int found = Arrays.binarySearch(bases, micros);
        int at = found >= 0 ? found : -found - 2;
        return at >= 0 && micros <= frame(at).lastMicros() ? at : -1;
    }
}
