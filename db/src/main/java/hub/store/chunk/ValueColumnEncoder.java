package hub.store.chunk;

/** Writes the values of a column: what the directory says of them, and their blocks. */
final class ValueColumnEncoder {
    /** Values that are none of the decimals are kept as such if there are few: one in this many. */
    private static final int MIN_DECIMALS_A_PATCH = 4;

    private final ChunkOutput directory;
    private final ChunkOutput payload;
    private final BlockEncoder blocks;
    private long[] numbers = new long[0];

    ValueColumnEncoder(ChunkOutput directory, ChunkOutput payload) {
        this.directory = directory;
        this.payload = payload;
        this.blocks = new BlockEncoder(payload);
    }

    void encode(double[] values, int from, int to) {
        int count = to - from;
        if (numbers.length < count) {
            numbers = new long[Math.max(count, numbers.length + (numbers.length >> 1))];
        }
        int maxPatches = count / MIN_DECIMALS_A_PATCH;
        int scale = Decimals.commonScale(values, from, to, maxPatches);
        int patches = scale == Decimals.NO_SCALE ? count : toMantissas(values, from, count, scale);
        if (patches > maxPatches) {
            encodeFloats(values, from, to);
        } else if (patches > 0) {
            directory.writeByte(ColumnFormat.DOUBLE_SUMMARY | ColumnFormat.PATCHED | scale);
            writeDoubleSummary(values, from, to);
            directory.writeZigzag(numbers[0]);
            writePatched(values, from, count, scale);
        } else {
            encodeDecimals(values, from, to, scale);
        }
    }

    /** Where a value is none of the decimals stands the number before it. How many those are. */
    private int toMantissas(double[] values, int from, int count, int scale) {
        int patches = 0;
        long previous = 0;
        for (int i = 0; i < count; i++) {
            long mantissa = Decimals.mantissa(values[from + i], scale);
            if (Decimals.isExact(values[from + i], mantissa, scale)) {
                previous = mantissa;
            } else {
                patches++;
            }
            numbers[i] = previous;
        }
        return patches;
    }

    private void encodeDecimals(double[] values, int from, int to, int scale) {
        int count = to - from;
        long first = numbers[0];
        long min = first;
        long max = first;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, numbers[i]);
            max = Math.max(max, numbers[i]);
            sum += numbers[i];
        }
        if (Decimals.sumMayOverflow(min, max, count)) {
            directory.writeByte(ColumnFormat.DOUBLE_SUMMARY | scale);
            writeDoubleSummary(values, from, to);
            directory.writeZigzag(first);
        } else {
            directory.writeByte(scale);
            directory.writeZigzag(first);
            if (count > 1) {
                directory.writeZigzag(numbers[count - 1] - first);
                directory.writeVarint(first - min);
                directory.writeVarint(max - first);
                directory.writeZigzag(sum - count * first);
            }
        }
        writeBlocks(count);
    }

    private void encodeFloats(double[] values, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits |= Double.doubleToRawLongBits(values[i]);
        }
        int shift = Math.min(Long.numberOfTrailingZeros(bits), ColumnFormat.MAX_SHIFT);
        for (int i = from; i < to; i++) {
            numbers[i - from] = ColumnFormat.ordered(values[i], shift);
        }
        directory.writeByte(ColumnFormat.DOUBLE_SUMMARY | ColumnFormat.FLOATS);
        directory.writeByte(shift);
        writeDoubleSummary(values, from, to);
        writeBlocks(to - from);
    }

    private void writeDoubleSummary(double[] values, int from, int to) {
        directory.writeDouble(values[from]);
        if (to - from > 1) {
            double min = values[from];
            double max = values[from];
            for (int i = from; i < to; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
            directory.writeDouble(values[to - 1]);
            directory.writeDouble(min);
            directory.writeDouble(max);
            directory.writeDouble(CompensatedSum.of(values, from, to));
        }
    }

    private void writeBlocks(int count) {
        if (count > 1) {
            int begin = payload.size();
            blocks.encode(numbers, 0, count);
            directory.writeVarint(payload.size() - begin);
        }
    }

    private void writePatched(double[] values, int from, int count, int scale) {
        int begin = payload.size();
        blocks.begin(numbers[0]);
        for (int at = 0; at < count; at += BlockFormat.SIZE) {
            int end = Math.min(count, at + BlockFormat.SIZE);
            writePatches(values, from, at, end, scale);
            blocks.block(numbers, at == 0 ? 1 : at, end);
        }
        directory.writeVarint(payload.size() - begin);
    }

    private void writePatches(double[] values, int from, int at, int end, int scale) {
        int count = 0;
        int countAt = payload.size();
        payload.writeByte(0);
        for (int i = at; i < end; i++) {
            double value = values[from + i];
            if (!Decimals.isExact(value, numbers[i], scale)) {
                payload.writeByte(i - at);
                payload.writeDouble(value);
                count++;
            }
        }
        payload.setByte(countAt, count);
    }
}
