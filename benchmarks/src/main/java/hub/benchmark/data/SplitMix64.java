package hub.benchmark.data;

/** Steele, Lea and Flood's generator (OOPSLA 2014), as the rules of the scale set use it. */
final class SplitMix64 {

    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    SplitMix64(long state) {
        this.state = state;
    }

    /** The next 31 bits, 0 to 2³¹ − 1. */
    int next31() {
        state += GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return (int) ((z ^ (z >>> 31)) >>> 33);
    }
}
