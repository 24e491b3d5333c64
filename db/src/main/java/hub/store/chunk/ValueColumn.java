package hub.store.chunk;

/**
 * What the directory says of a series.
 *
 * @param coding how its values are kept, see {@link ColumnFormat}
 * @param firstNumber the first of the numbers in its blocks
 * @param shift how many low bits of doubles are not kept
 * @param bytes how long its blocks are
 */
record ValueColumn(int series, int times, int coding, int shift, long firstNumber, ChunkSummary summary, int bytes) {

    /** Reads the entry of one series. */
    static ValueColumn read(ChunkInput in, int series, int times, TimeColumn column) {
        int coding = in.readByte();
        int scale = coding & ColumnFormat.SCALE_MASK;
        boolean floats = (coding & ~ColumnFormat.SCALE_MASK) == (ColumnFormat.FLOATS | ColumnFormat.DOUBLE_SUMMARY);
        if ((!floats && !isDecimal(coding)) || scale > (floats ? 0 : Decimals.MAX_SCALE)) {
            throw new CorruptChunkException("value column of coding " + coding);
        }
        int shift = floats ? in.readCount("low bits", 0, ColumnFormat.MAX_SHIFT) : 0;
        ChunkSummary summary;
        long firstNumber;
        if ((coding & ColumnFormat.DOUBLE_SUMMARY) != 0) {
            summary = readDoubles(in, column);
            firstNumber = floats ? ColumnFormat.ordered(summary.first(), shift) : in.readZigzag();
        } else {
            firstNumber = in.readZigzag();
            summary = readMantissas(in, column, firstNumber, scale);
        }
        int bytes = column.count() == 1 ? 0 : in.readCount("bytes of values", 1, in.remaining());
        return new ValueColumn(series, times, coding, shift, firstNumber, summary, bytes);
    }

    private static boolean isDecimal(int coding) {
        int flags = coding & ~ColumnFormat.SCALE_MASK;
        return flags == 0
                || flags == ColumnFormat.DOUBLE_SUMMARY
                || flags == (ColumnFormat.DOUBLE_SUMMARY | ColumnFormat.PATCHED);
    }

    private static ChunkSummary readDoubles(ChunkInput in, TimeColumn times) {
        double first = in.readDouble();
        if (times.count() == 1) {
            return summary(times, first, first, first, first, first, Decimals.NO_SCALE);
        }
        double last = in.readDouble();
        double min = in.readDouble();
        double max = in.readDouble();
        return summary(times, min, max, in.readDouble(), first, last, Decimals.NO_SCALE);
    }

    private static ChunkSummary readMantissas(ChunkInput in, TimeColumn times, long first, int scale) {
        if (times.count() == 1) {
            double value = Decimals.exactValue(first, scale);
            return summary(times, value, value, value, value, value, scale);
        }
        long last = first + in.readZigzag();
        long min = first - in.readVarint();
        long max = first + in.readVarint();
        long sum = times.count() * first + in.readZigzag();
        return summary(
                times,
                Decimals.exactValue(min, scale),
                Decimals.exactValue(max, scale),
                Decimals.exactValue(sum, scale),
                Decimals.exactValue(first, scale),
                Decimals.exactValue(last, scale),
                scale);
    }

    private static ChunkSummary summary(
            TimeColumn times, double min, double max, double sum, double first, double last, int scale) {
        return new ChunkSummary(times.count(), times.minMicros(), times.maxMicros(), min, max, sum, first, last, scale);
    }

    boolean isFloat() {
        return (coding & ColumnFormat.FLOATS) != 0;
    }

    boolean isPatched() {
        return (coding & ColumnFormat.PATCHED) != 0;
    }

    int scale() {
        return coding & ColumnFormat.SCALE_MASK;
    }
}
