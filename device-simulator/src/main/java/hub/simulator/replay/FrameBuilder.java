package hub.simulator.replay;

import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.simulator.client.OutgoingFrame;
import hub.simulator.replay.Recording.NumberedRow;
import hub.simulator.replay.Row.Measurement;
import hub.text.Decimals;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers rows of one device into a frame.
 *
 * <p>The frame's number is that of its last row. So a hub's "durable up to n" means the rows up to n however they were
 * packed, and a replay may be resumed with another number of rows per frame.
 */
final class FrameBuilder {

    private static final long MICROS_PER_MILLI = 1_000;

    private final long epoch;
    private final List<NumberedRow> rows = new ArrayList<>(1);
    private int readings;
    private boolean micros;
    private boolean f64;
    private long widestMicros;

    FrameBuilder(long epoch) {
        this.epoch = epoch;
    }

    int rows() {
        return rows.size();
    }

    /** Whether the frame can take that row too. */
    boolean fits(Row row) {
        if (rows.isEmpty()) {
            return true;
        }
        long unit = micros || needsMicros(row) ? 1 : MICROS_PER_MILLI;
        return readings + row.values().size() <= ReadingsFrame.MAX_READINGS
                && Math.max(widestMicros, distance(row)) / unit <= Integer.MAX_VALUE;
    }

    /** Adds a row with at least one value, which must fit. */
    void add(NumberedRow row) {
        if (!rows.isEmpty()) {
            widestMicros = Math.max(widestMicros, distance(row.row()));
        }
        rows.add(row);
        readings += row.row().values().size();
        micros |= needsMicros(row.row());
        f64 |= row.row().values().stream().anyMatch(value -> !survivesF32(value.value()));
    }

    /** The frame of what was added; the next one begins empty. */
    OutgoingFrame take() {
        long unit = micros ? 1 : MICROS_PER_MILLI;
        long base = baseMicros() / unit;
        long seq = rows.get(rows.size() - 1).number();
        ReadingsFrameEncoder encoder =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, micros, f64, rows.size() > 1, epoch, seq, base);
        for (NumberedRow row : rows) {
            int offset = Math.toIntExact(row.row().micros() / unit - base);
            for (Measurement value : row.row().values()) {
                encoder.add(value.channel(), offset, value.value());
            }
        }
        OutgoingFrame frame = new OutgoingFrame(seq, readings, encoder.encode());
        rows.clear();
        readings = 0;
        micros = false;
        f64 = false;
        widestMicros = 0;
        return frame;
    }

    /** Whether a hub reads the same decimal from an f32 as the file has. */
    private static boolean survivesF32(double value) {
        return Float.isFinite((float) value) && Decimals.widen((float) value) == value;
    }

    private static boolean needsMicros(Row row) {
        return row.micros() % MICROS_PER_MILLI != 0;
    }

    private long baseMicros() {
        return rows.get(0).row().micros();
    }

    private long distance(Row row) {
        return Math.abs(row.micros() - baseMicros());
    }
}
