package hub.store.chunk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second reader of chunks: written from the description at {@link Chunk} alone, bit by bit, trusting every byte.
 */
final class PlainReader {
    private static final long[] MICROS = {1, 1_000, 1_000_000};

    private final byte[] bytes;
    private int at;

    private PlainReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A column of times, or of values; {@code unit} is the shift or the scale of the latter. */
    private record Column(int series, int kind, int parent, long unit, int count, long first, int length) {}

    static List<SeriesColumn> read(byte[] chunk) {
        return new PlainReader(chunk).read();
    }

    private List<SeriesColumn> read() {
        at = 1;
        Column[] values = new Column[(int) varint()];
        Column[] times = new Column[(int) varint()];
        int[] timesOf = new int[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = timeColumn(times);
        }
        int series = -1;
        for (int i = 0; i < values.length; i++) {
            series += 1 + (int) varint();
            timesOf[i] = times.length > 1 ? (int) varint() : 0;
            values[i] = valueColumn(series, times[timesOf[i]].count);
        }
        long[][] micros = new long[times.length][];
        for (int i = 0; i < times.length; i++) {
            micros[i] = micros(times[i], micros);
        }
        List<SeriesColumn> columns = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            columns.add(new SeriesColumn(values[i].series, micros[timesOf[i]], values(values[i]), 0, values[i].count));
        }
        return columns;
    }

    private Column timeColumn(Column[] before) {
        int kind = bytes[at++];
        int parent = kind == 3 ? (int) varint() : -1;
        int count = (int) varint();
        long first = kind == 3 ? varint() : zigzag();
        if (kind == 3) {
            varint();
            varint();
        } else if (count > 1) {
            varint();
        }
        long unit = MICROS[kind == 3 ? before[parent].kind : kind];
        return new Column(0, kind, parent, unit, count, first, count > 1 ? (int) varint() : 0);
    }

    private Column valueColumn(int series, int count) {
        int coding = bytes[at++];
        long unit = coding == 96 ? bytes[at++] : coding % 16;
        long first = coding < 10 ? zigzag() : word();
        for (int i = 0; i < 4 && count > 1; i++) {
            if (coding < 10) {
                varint();
            } else {
                word();
            }
        }
        if (coding == 96) {
            first >>= unit;
            first ^= (first >> 63) >>> (1 + unit);
        } else if (coding >= 64) {
            first = zigzag();
        }
        return new Column(series, coding, -1, unit, count, first, count > 1 ? (int) varint() : 0);
    }

    private long[] micros(Column column, long[][] before) {
        long[] numbers = numbers(column, new HashMap<>());
        return Arrays.stream(numbers)
                .map(number -> column.kind == 3 ? before[column.parent][(int) number] : number * column.unit)
                .toArray();
    }

    private double[] values(Column column) {
        Map<Integer, Double> apart = new HashMap<>();
        long[] numbers = numbers(column, apart);
        double[] values = new double[column.count];
        for (int i = 0; i < values.length; i++) {
            Double odd = apart.get(i);
            if (odd != null) {
                values[i] = odd;
            } else if (column.kind == 96) {
                long bits = numbers[i] ^ ((numbers[i] >> 63) >>> (1 + column.unit));
                values[i] = Double.longBitsToDouble(bits << column.unit);
            } else {
                values[i] = numbers[i] / Math.pow(10, (double) column.unit);
            }
        }
        return values;
    }

    private long[] numbers(Column column, Map<Integer, Double> apart) {
        int end = at + column.length;
        long[] numbers = new long[column.count];
        numbers[0] = column.first;
        long base = 0;
        for (int from = 0; at < end; from += 128) {
            int to = Math.min(column.count, from + 128);
            if (column.kind >= 80 && column.kind < 90) {
                for (long i = varint(); i > 0; i--) {
                    apart.put(from + (int) varint(), Double.longBitsToDouble(word()));
                }
            }
            base = block(numbers, Math.max(from, 1), to, base);
        }
        return numbers;
    }

    /** Reads the numbers of a block; returns the base of the last block of mode 2. */
    private long block(long[] numbers, int from, int to, long lastBase) {
        int header = bytes[at++] & 0xFF;
        int mode = header >> 5 & 3;
        int width = header & 31;
        width = width == 31 ? bytes[at++] : width;
        long base = width == 0 ? 0 : -1L << (width - 1);
        if (mode == 0) {
            base = zigzag();
        } else if (mode == 2) {
            base = lastBase + zigzag();
        }
        long[] residuals = new long[to - from];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = bits(width * i, width);
        }
        at += (width * residuals.length + 7) / 8;
        if (header >= 128) {
            exceptions(residuals, width);
        }
        for (int i = from; i < to; i++) {
            long last = numbers[i - 1];
            long step = i == 1 ? 0 : last - numbers[i - 2];
            long predicted = mode == 0 ? numbers[from - 1] : mode == 3 ? last + step : last;
            numbers[i] = predicted + base + residuals[i - from];
        }
        return mode == 2 ? base : lastBase;
    }

    private void exceptions(long[] residuals, int width) {
        int counts = bytes[at++] & 0xFF;
        int count = counts == 0 ? bytes[at++] & 0xFF : counts & 15;
        int high = counts == 0 ? bytes[at++] : counts >> 4;
        for (int i = 0; i < count; i++) {
            int place = (int) bits(i * (7 + high), 7);
            long zigzag = bits(i * (7 + high) + 7, high) + 1;
            residuals[place] += ((zigzag >>> 1) ^ -(zigzag & 1)) << width;
        }
        at += (count * (7 + high) + 7) / 8;
    }

    private long bits(int from, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= (bytes[at + (from + i) / 8] >> (from + i) % 8 & 1L) << i;
        }
        return bits;
    }

    private long word() {
        long word = bits(0, 64);
        at += 8;
        return word;
    }

    private long varint() {
        long value = 0;
        int shift = 0;
        for (; bytes[at] < 0; shift += 7) {
            value |= (bytes[at++] & 0x7FL) << shift;
        }
        return value | (long) bytes[at++] << shift;
    }

    private long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }
}
