package hub.store.chunk;

/** What the writer and the reader of blocks agree on; {@link Chunk} describes it. */
final class BlockFormat {
    /** How many numbers a block has, but for the last of a sequence. */
    static final int SIZE = 128;

    /** Numbers, less the last one of the block before and the block's base. */
    static final int FRAME = 0;
    /** Steps from number to number, about 0. */
    static final int CENTRED_DELTA = 1;
    /** Steps from number to number, less the block's base. */
    static final int DELTA = 2;
    /** Changes from step to step, about 0. */
    static final int CENTRED_DELTA_OF_DELTA = 3;

    static final int MODE_SHIFT = 5;
    static final int MODES = 4;
    static final int EXCEPTIONS = 1 << 7;
    /** In the place of a width: it takes a byte of its own. */
    static final int WIDE = 31;

    /** A place in a block, in bits. */
    static final int PLACE_BITS = 7;

    /**
     * Few exceptions of few bits are counted in one byte: four bits their number, not 0, and four bits their bits.
     */
    static final int SMALL_COUNT = 15;

    private BlockFormat() {}

    static int headerBytes(int width) {
        return width < WIDE ? 1 : 2;
    }

    static boolean isSmall(int exceptions, int highBits) {
        return exceptions <= SMALL_COUNT && highBits <= SMALL_COUNT;
    }

    static int exceptionBytes(int exceptions, int highBits) {
        return (isSmall(exceptions, highBits) ? 1 : 3) + BitPacking.bytes(exceptions, PLACE_BITS + highBits);
    }

    /** The base of a mode that has none of its own. */
    static long centredBase(int width) {
        return width == 0 ? 0 : -1L << (width - 1);
    }
}
