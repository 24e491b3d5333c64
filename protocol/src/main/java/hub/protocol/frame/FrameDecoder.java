package hub.protocol.frame;

import hub.protocol.ChannelTable;
import hub.protocol.Refusal;
import hub.protocol.Refusal.Code;
import hub.protocol.Timestamps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Decodes the binary frames that devices send. Any bytes give a frame or a refusal, never an exception. */
public final class FrameDecoder {

    /** The oldest age that makes sense: 1,000 years of 365.25 days, in µs. */
    private static final long MAX_AGE_MICROS = 1_000L * 31_557_600L * 1_000_000L;

    private FrameDecoder() {}

    /**
     * Validates a whole frame.
     *
     * @param payload the frame from position to limit; kept by the result, so it must not change any more
     * @param channels the channels that this device may use
     */
    public static DecodedFrame decode(ByteBuffer payload, ChannelTable channels) {
        ByteBuffer bytes = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
        boolean hasSeq = bytes.limit() >= Layout.BASE && bytes.get(0) == Layout.READINGS;
        long seq = hasSeq ? bytes.getInt(Layout.SEQ) & ReadingsFrame.MAX_U32 : 0;
        Refusal refusal = shape(bytes);
        if (refusal != null) {
            return new RefusedFrame(refusal, seq);
        }
        ReadingsFrame frame = new ReadingsFrame(bytes);
        refusal = content(frame, channels);
        return refusal == null ? frame : new RefusedFrame(refusal, seq);
    }

    /** Whether the bytes have the form of a frame. */
    private static @Nullable Refusal shape(ByteBuffer bytes) {
        int length = bytes.limit();
        if (length < Layout.BASE) {
            return bad("a frame needs at least 12 bytes, this one has " + length);
        }
        if (bytes.get(0) != Layout.READINGS) {
            return bad(String.format("frame kind 0x%02x is unknown", bytes.get(0)));
        }
        int flags = bytes.get(Layout.FLAGS) & 0xFF;
        int mode = flags & Layout.TIME_MODE_BITS;
        if ((flags & Layout.RESERVED_BITS) != 0 || mode == TimeMode.INVALID_FLAG) {
            return bad(String.format("flags 0x%02x: a reserved bit is set or time mode 3 is used", flags));
        }
        boolean offsets = (flags & Layout.OFFSETS_BIT) != 0;
        if (offsets && mode == TimeMode.HUB.flag()) {
            return bad("offsets (flag bit 4) need a base, time mode 0 has none");
        }
        int count = bytes.getShort(Layout.COUNT) & 0xFFFF;
        if (count < 1 || count > ReadingsFrame.MAX_READINGS) {
            return bad("count " + count + " is not in 1..4096");
        }
        int expected = Layout.headerBytes(TimeMode.ofFlag(mode))
                + count * Layout.readingBytes((flags & Layout.F64_BIT) != 0, offsets);
        return expected == length ? null : bad("count " + count + " needs " + expected + " bytes, frame has " + length);
    }

    /** Whether every reading of a well-formed frame can be stored. */
    private static @Nullable Refusal content(ReadingsFrame frame, ChannelTable channels) {
        Refusal badTime = base(frame);
        if (badTime != null) {
            return badTime;
        }
        for (int i = 0; i < frame.count(); i++) {
            if (channels.metric(frame.channel(i)) == null) {
                return new Refusal(
                        Code.UNDECLARED_CHANNEL,
                        "channel " + frame.channel(i) + " of reading " + i + " is not declared");
            }
            if (!frame.isFinite(i)) {
                return new Refusal(Code.BAD_VALUE, "value of reading " + i + " is " + frame.value(i));
            }
        }
        return null;
    }

    private static @Nullable Refusal base(ReadingsFrame frame) {
        long unit = frame.micros() ? 1 : 1_000;
        // The furthest that an offset can reach back.
        long slack = frame.offsets() ? -(Integer.MIN_VALUE * unit) : 0;
        return switch (frame.mode()) {
            case HUB -> null;
            case ABSOLUTE ->
                frame.base() < (Timestamps.MIN_MICROS + slack) / unit
                        ? new Refusal(Code.BAD_TIME, "time " + frame.base() + " is before the year 1")
                        : null;
            case AGE ->
                frame.base() > MAX_AGE_MICROS / unit
                        ? new Refusal(Code.BAD_TIME, "age " + frame.base() + " is more than 1000 years")
                        : null;
        };
    }

    private static Refusal bad(String detail) {
        return new Refusal(Code.BAD_FRAME, detail);
    }
}
