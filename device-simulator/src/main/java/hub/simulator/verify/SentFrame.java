package hub.simulator.verify;

/**
 * All that need be known of a frame to make it again, bit for bit.
 *
 * @param device its number in the plan
 * @param epoch 0 to 2³² − 1
 * @param seq from 1, without a hole
 * @param count how many readings, 1 to 4096
 * @param baseMicros when its first reading was, µs since 1970
 */
record SentFrame(int device, long epoch, long seq, int count, long baseMicros) {

    /** When its last reading was. */
    long lastMicros() {
        return ReadingPattern.lastMicros(baseMicros, count);
    }
}
