package hub.store.h2;

import hub.store.ReadingBlock;

/** Readings of one series, block after block. */
interface Blocks extends ReadingBlock {

    /** Goes to the next block; false behind the last. */
    boolean next();

    /** Passes over blocks of which every reading is before a time; the next block may still begin before it. */
    void skipTo(long timeMicros);
}
