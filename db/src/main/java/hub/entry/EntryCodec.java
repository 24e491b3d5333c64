package hub.entry;

import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.DeviceMessageParser;
import hub.protocol.message.DeviceMessageWriter;
import hub.protocol.message.ParsedMessage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of journal entries: a kind byte, the time, the device, then what the kind needs. Little-endian; strings
 * are UTF-8 behind a u16 length. What may be longer stands last and takes the rest: the frame of a readings entry, byte
 * for byte as it came, and the JSON of a profile.
 */
public final class EntryCodec {

    private static final byte READINGS = 1;
    private static final byte OCCURRENCE = 2;
    private static final byte PROFILE = 3;
    private static final byte ERASURE = 4;

    private EntryCodec() {}

    /** The bytes of an entry, from position 0 to the limit. */
    public static ByteBuffer encode(Entry entry) {
        if (entry instanceof Entry.Readings readings) {
            return encode(readings);
        } else if (entry instanceof Entry.Occurrence occurrence) {
            return encode(occurrence.event());
        } else if (entry instanceof Entry.Profile profile) {
            byte[] device = utf8(profile.device().value());
            byte[] hello = utf8(DeviceMessageWriter.write(profile.hello()));
            return begin(PROFILE, profile.receivedAtMicros(), device, hello.length)
                    .put(hello)
                    .flip();
        } else if (entry instanceof Entry.Erasure erasure) {
            return begin(ERASURE, erasure.timeMicros(), utf8(erasure.device().value()), 0)
                    .flip();
        }
        throw new AssertionError(entry);
    }

    private static ByteBuffer encode(Entry.Readings readings) {
        List<Channel> own = usedOwn(readings);
        byte[] device = utf8(readings.device().value());
        // Metric names are ASCII; a unit's character takes at most three bytes.
        int room = 2 + own.size() * (2 + 2 + Metric.MAX_LENGTH + 2 + 3 * Channel.MAX_UNIT_LENGTH);
        ByteBuffer out = begin(
                READINGS,
                readings.receivedAtMicros(),
                device,
                room + readings.frame().length());
        out.putShort((short) own.size());
        for (Channel channel : own) {
            out.putShort((short) channel.id());
            putString(out, channel.metric().name());
            putString(out, channel.unit());
        }
        return out.put(readings.frame().bytes()).flip();
    }

    private static List<Channel> usedOwn(Entry.Readings readings) {
        if (readings.channels().own().isEmpty()) {
            return List.of();
        }
        ReadingsFrame frame = readings.frame();
        BitSet used = new BitSet();
        for (int i = 0; i < frame.count(); i++) {
            used.set(frame.channel(i));
        }
        return readings.channels().own().stream()
                .filter(channel -> used.get(channel.id()))
                .toList();
    }

    private static ByteBuffer encode(Event event) {
        byte[] device = utf8(event.device().map(DeviceId::value).orElse(""));
        byte[] reason = utf8(event.reason());
        byte[] detail = utf8(event.detail());
        ByteBuffer out = begin(OCCURRENCE, event.timeMicros(), device, 1 + 2 + reason.length + 2 + detail.length);
        out.put((byte) event.type().code());
        return out.putShort((short) reason.length)
                .put(reason)
                .putShort((short) detail.length)
                .put(detail)
                .flip();
    }

    private static ByteBuffer begin(byte kind, long timeMicros, byte[] device, int room) {
        return ByteBuffer.allocate(1 + 8 + 2 + device.length + room)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind)
                .putLong(timeMicros)
                .putShort((short) device.length)
                .put(device);
    }

    /**
     * The entry that the bytes hold; the bytes are copied where the entry keeps them.
     *
     * @throws CorruptEntryException if they hold none: the journal's checksum was right, so a newer hub wrote them
     */
    public static Entry decode(ByteBuffer record) {
        try {
            ByteBuffer in = record.slice().order(ByteOrder.LITTLE_ENDIAN);
            byte kind = in.get();
            Entry entry = switch (kind) {
                case READINGS -> readings(in);
                case OCCURRENCE -> occurrence(in);
                case PROFILE -> profile(in);
                case ERASURE -> erasure(in);
                default ->
                    throw new CorruptEntryException("journal entry of kind " + (kind & 0xFF)
                            + " is unknown: a newer version of the hub wrote it, use that one");
            };
            if (in.hasRemaining()) {
                throw new CorruptEntryException(in.remaining() + " bytes follow an entry of kind " + kind);
            }
            return entry;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CorruptEntryException("entry of " + record.remaining() + " bytes: " + e);
        }
    }

    private static Entry readings(ByteBuffer in) {
        long time = in.getLong();
        DeviceId device = new DeviceId(string(in));
        int count = in.getShort() & 0xFFFF;
        List<Channel> own = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            own.add(new Channel(in.getShort() & 0xFFFF, new Metric(string(in)), string(in)));
        }
        ChannelTable channels = own.isEmpty() ? ChannelTable.STANDARD : ChannelTable.STANDARD.with(own);
        ByteBuffer copy = ByteBuffer.allocate(in.remaining()).put(in).flip();
        if (FrameDecoder.decode(copy, channels) instanceof ReadingsFrame frame) {
            return new Entry.Readings(device, time, frame, channels);
        }
        throw new CorruptEntryException("frame of " + device + " is not valid");
    }

    private static Entry occurrence(ByteBuffer in) {
        long time = in.getLong();
        String name = string(in);
        Optional<DeviceId> device = name.isEmpty() ? Optional.empty() : Optional.of(new DeviceId(name));
        return new Entry.Occurrence(new Event(time, device, Event.Type.ofCode(in.get()), string(in), string(in)));
    }

    private static Entry profile(ByteBuffer in) {
        long time = in.getLong();
        DeviceId device = new DeviceId(string(in));
        byte[] json = new byte[in.remaining()];
        in.get(json);
        return new Entry.Profile(device, time, hello(new String(json, StandardCharsets.UTF_8)));
    }

    private static Entry erasure(ByteBuffer in) {
        long time = in.getLong();
        return new Entry.Erasure(new DeviceId(string(in)), time);
    }

    /** The hello in a text that {@link #encode} wrote. */
    public static Hello hello(String json) {
        if (DeviceMessageParser.parse(json, 0) instanceof ParsedMessage.Accepted accepted
                && accepted.message() instanceof Hello hello) {
            return hello;
        }
        throw new CorruptEntryException("profile is no hello: " + json);
    }

    private static void putString(ByteBuffer out, String text) {
        byte[] bytes = utf8(text);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String string(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining() + 1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
