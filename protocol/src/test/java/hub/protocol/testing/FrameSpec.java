package hub.protocol.testing;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** All that a readings frame says, as plain values that can be compared. */
public record FrameSpec(
        TimeMode mode,
        boolean micros,
        boolean f64,
        boolean offsets,
        long epoch,
        long seq,
        long base,
        List<Reading> readings) {

    /**
     * One reading of it.
     *
     * @param value as the decimal that it stands for
     */
    public record Reading(int channel, int offset, double value) {}

    /** What a golden says. */
    public static FrameSpec of(JsonObject frame) {
        return new FrameSpec(
                TimeMode.valueOf(Golden.string(frame, "mode").toUpperCase(Locale.ROOT)),
                flag(frame, "micros"),
                flag(frame, "f64"),
                flag(frame, "offsets"),
                Golden.integer(frame, "epoch"),
                Golden.integer(frame, "seq"),
                Golden.integer(frame, "base"),
                Golden.elements(frame, "readings").stream()
                        .map(reading -> reading((JsonObject) reading))
                        .toList());
    }

    /** What a decoded frame says. */
    public static FrameSpec of(ReadingsFrame frame) {
        List<Reading> readings = IntStream.range(0, frame.count())
                .mapToObj(i -> new Reading(frame.channel(i), frame.offset(i), frame.value(i)))
                .toList();
        return new FrameSpec(
                frame.mode(),
                frame.micros(),
                frame.f64(),
                frame.offsets(),
                frame.epoch(),
                frame.seq(),
                frame.base(),
                readings);
    }

    /** Its bytes. A frame in hub time cannot be encoded with {@code micros}: the bit says nothing there. */
    public ByteBuffer encode() {
        ReadingsFrameEncoder encoder = mode == TimeMode.HUB
                ? ReadingsFrameEncoder.hubTime(f64, epoch, seq)
                : ReadingsFrameEncoder.based(mode, micros, f64, offsets, epoch, seq, base);
        readings.forEach(reading -> encoder.add(reading.channel(), reading.offset(), reading.value()));
        return encoder.encode();
    }

    private static Reading reading(JsonObject reading) {
        return new Reading(
                (int) Golden.integer(reading, "channel"),
                (int) Golden.integer(reading, "offset"),
                ((JsonNumber) Golden.member(reading, "value")).asDouble());
    }

    private static boolean flag(JsonObject frame, String name) {
        return ((JsonBoolean) Golden.member(frame, name)).value();
    }
}
