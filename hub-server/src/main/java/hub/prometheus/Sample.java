package hub.prometheus;

/** Values at times: one for each step, of which some may be absent. */
final class Sample {

    /** What stands where there is no value: not a number that no calculation gives. */
    private static final long ABSENT_BITS = 0x7ff8_5555_5555_5555L;

    static final double ABSENT = Double.longBitsToDouble(ABSENT_BITS);

    private Sample() {}

    static boolean isAbsent(double value) {
        return Double.doubleToRawLongBits(value) == ABSENT_BITS;
    }
}
