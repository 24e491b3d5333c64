package hub.quality;

import hub.store.chunk.FilledBlock;

/** Readings of one scale with their flags, as they are filled in. */
final class FlaggedBlock extends FilledBlock {

    private final int[] flags = new int[MAX_SIZE];

    void clear() {
        filled(0, NO_SCALE, false);
    }

    /** Whether there is room for a reading of a scale. */
    boolean takes(int ofScale) {
        return size() == 0 || (size() < MAX_SIZE && scale() == ofScale);
    }

    void add(ReadingQueue reading, int itsFlags) {
        int at = size();
        times[at] = reading.time();
        mantissas[at] = reading.mantissa();
        values[at] = reading.value();
        flags[at] = itsFlags;
        filled(at + 1, reading.scale(), true);
    }

    @Override
    public boolean isMarked() {
        return true;
    }

    @Override
    public int mark(int reading) {
        return flags[reading];
    }
}
