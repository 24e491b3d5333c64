package hub.quality;

/** Tests the readings of one series, one after the other. */
final class FlagTests {

    private final MetricLimits limits;
    private final int wanted;
    private final long latestMicros;
    private final Absence absence;
    private final Standing standing;
    private final Standing resting = new Standing(QaTable.REST_MICROS);
    private final SpikeTest spikes;

    /**
     * Begins before the first reading.
     *
     * @param wanted the flags that are of interest, as bits
     * @param latestMicros the latest time that a reading can have, in µs since 1970
     * @param absence of the device
     */
    FlagTests(MetricLimits limits, int wanted, long latestMicros, Absence absence) {
        this.absence = absence;
        this.limits = limits;
        this.wanted = wanted;
        this.latestMicros = latestMicros;
        this.standing = new Standing(limits.stuckMicros());
        this.spikes = new SpikeTest(limits.spikeFloor());
    }

    /** How long before a range to begin, so that the flags within are those that they are of all readings; in µs. */
    static long contextBefore(MetricLimits limits, int wanted) {
        long context = contextBehind(limits, wanted);
        if ((wanted & QaFlag.RAIL.bit()) != 0 && !limits.rests().isEmpty()) {
            context = Math.max(context, Standing.contextMicros(QaTable.REST_MICROS));
        }
        if ((wanted & QaFlag.STUCK.bit()) != 0 && limits.stuckMicros() != MetricLimits.NEVER) {
            context = Math.max(context, Standing.contextMicros(limits.stuckMicros()));
        }
        return context;
    }

    /** How long behind a range to end. */
    static long contextBehind(MetricLimits limits, int wanted) {
        boolean needsNeighbours = (wanted & QaFlag.SPIKE.bit()) != 0 && limits.spikeFloor() != MetricLimits.NONE;
        return needsNeighbours ? QaTable.NEIGHBOUR_MICROS : 0;
    }

    /** The flags of the reading that the queue stands at; to be called for each. */
    int flags(ReadingQueue readings) {
        long time = readings.time();
        double value = readings.value();
        boolean rests = resting.isTooLong(time, value) && limits.rests().contains(value);
        boolean stands = standing.isTooLong(time, value) && limits.stuckMicros() != MetricLimits.NEVER;
        int flags = 0;
        if (value < limits.least() || value > limits.most()) {
            flags |= QaFlag.RANGE.bit();
        }
        if (rests || limits.rails().contains(value)) {
            flags |= QaFlag.RAIL.bit();
        }
        if (stands) {
            flags |= QaFlag.STUCK.bit();
        }
        if (time < QaTable.EARLIEST_MICROS || time > latestMicros) {
            flags |= QaFlag.CLOCK.bit();
        }
        if (absence.makesLate(time)) {
            flags |= QaFlag.LATE.bit();
        }
        if ((wanted & QaFlag.SPIKE.bit()) != 0 && isSpike(readings)) {
            flags |= QaFlag.SPIKE.bit();
        }
        return flags & wanted;
    }

    private boolean isSpike(ReadingQueue readings) {
        if (limits.spikeFloor() == MetricLimits.NONE) {
            return false;
        }
        readings.window(spikes);
        return spikes.isSpike(readings.value());
    }
}
