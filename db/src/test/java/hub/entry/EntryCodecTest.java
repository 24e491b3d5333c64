package hub.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.protocol.message.DeviceMessage.Hello;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryCodecTest {

    private static final int ROUNDS = 3_000;
    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    @Test
    void givesBackEveryEntry() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Entry entry = anyEntry(random);
            ByteBuffer bytes = EntryCodec.encode(entry);
            assertThat(bytes.position()).isZero();
            // In the middle of a larger buffer, as the journal hands it over.
            ByteBuffer record = ByteBuffer.allocate(bytes.remaining() + 9)
                    .position(4)
                    .put(bytes.duplicate())
                    .flip();
            record.position(4);
            Entry decoded = EntryCodec.decode(record.asReadOnlyBuffer());
            assertThat(content(decoded)).as("seed %d round %d", seed, round).isEqualTo(content(entry));
            assertThat(EntryCodec.encode(decoded))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(bytes);
            assertThat(record.position()).isEqualTo(4);
        }
    }

    @Test
    void keepsOnlyTheChannelsThatTheFrameUses() {
        List<Channel> own = IntStream.range(0, ChannelTable.MAX_OWN)
                .mapToObj(i -> new Channel(Channel.FIRST_OWN_ID + i, new Metric("m" + i), "°"))
                .toList();
        ChannelTable channels = ChannelTable.STANDARD.with(own);
        ByteBuffer bytes =
                ReadingsFrameEncoder.hubTime(false, 1, 1).add(1, 1).add(1005, 2).encode();
        ReadingsFrame frame = (ReadingsFrame) FrameDecoder.decode(bytes, channels);
        Entry decoded = EntryCodec.decode(EntryCodec.encode(new Entry.Readings(DEVICE, 5, frame, channels)));
        assertThat(((Entry.Readings) decoded).channels()).isEqualTo(ChannelTable.STANDARD.with(own.subList(5, 6)));
    }

    @Test
    void givesBackTheLongestProfile() {
        String unit = "\u0001".repeat(Channel.MAX_UNIT_LENGTH);
        List<Channel> channels = IntStream.range(0, ChannelTable.MAX_OWN)
                .mapToObj(i -> new Channel(Channel.FIRST_OWN_ID + i, new Metric("m".repeat(60) + i), unit))
                .toList();
        Hello hello = new Hello(Optional.empty(), OptionalDouble.empty(), Optional.empty(), channels);
        Entry entry = new Entry.Profile(DEVICE, 1, hello);
        ByteBuffer bytes = EntryCodec.encode(entry);
        assertThat(bytes.remaining()).isGreaterThan(1 << 16);
        assertThat(EntryCodec.decode(bytes)).isEqualTo(entry);
    }

    @Test
    void cutsTextsOfEventsBetweenCharacters() {
        String text = "x".repeat(Event.MAX_REASON - 1) + "😀😀";
        Event event = new Event(
                1,
                Optional.empty(),
                Event.Type.HUB_STARTED,
                text,
                "y".repeat(Event.MAX_DETAIL - Event.MAX_REASON) + text);
        assertThat(event.reason()).isEqualTo("x".repeat(Event.MAX_REASON - 1));
        assertThat(event.detail())
                .isEqualTo("y".repeat(Event.MAX_DETAIL - Event.MAX_REASON) + "x".repeat(Event.MAX_REASON - 1));
        Entry entry = new Entry.Occurrence(event);
        assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void takesAnyBytesWithAnEntryOrARefusal() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 4 * ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(6);
            }
            decodeOrRefuse(bytes, seed, round);
        }
    }

    @Test
    void takesMutatedEntriesWithAnEntryOrARefusal() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < 4 * ROUNDS; round++) {
            byte[] valid = bytes(anyEntry(random));
            byte[] bytes =
                    Arrays.copyOf(valid, random.nextInt(4) > 0 ? valid.length : random.nextInt(valid.length + 20));
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refused += decodeOrRefuse(bytes, seed, round) ? 0 : 1;
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(ROUNDS);
    }

    private static boolean decodeOrRefuse(byte[] bytes, long seed, int round) {
        try {
            Entry entry = EntryCodec.decode(ByteBuffer.wrap(bytes));
            EntryCodec.encode(entry);
            return true;
        } catch (CorruptEntryException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed + " round " + round + ": " + Arrays.toString(bytes), e);
        }
    }

    @Test
    void refusesEveryShorterAndLongerEntry() {
        Entry entry = new Entry.Occurrence(new Event(1, Optional.of(DEVICE), Event.Type.ONLINE, "reason", "detail"));
        byte[] bytes = bytes(entry);
        for (int length = 0; length <= bytes.length + 1; length++) {
            ByteBuffer other = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            if (length != bytes.length) {
                assertThatThrownBy(() -> EntryCodec.decode(other)).isInstanceOf(CorruptEntryException.class);
            }
        }
    }

    @Test
    void saysThatANewerHubWroteAKindItDoesNotKnow() {
        byte[] whole = bytes(new Entry.Occurrence(new Event(1, Optional.of(DEVICE), Event.Type.ONLINE, "", "")));
        whole[0] = (byte) 200;
        for (byte[] bytes : List.of(whole, new byte[] {(byte) 200})) {
            assertThatThrownBy(() -> EntryCodec.decode(ByteBuffer.wrap(bytes)))
                    .isInstanceOf(CorruptEntryException.class)
                    .hasMessageContaining("kind 200")
                    .hasMessageContaining("newer version");
        }
    }

    private static byte[] bytes(Entry entry) {
        ByteBuffer encoded = EntryCodec.encode(entry);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    /** Frames have no equality of their own. */
    private static Object content(Entry entry) {
        if (entry instanceof Entry.Readings readings) {
            List<Channel> used = new ArrayList<>(readings.channels().own());
            ReadingsFrame frame = readings.frame();
            used.removeIf(
                    channel -> IntStream.range(0, frame.count()).noneMatch(i -> frame.channel(i) == channel.id()));
            return List.of(readings.device(), readings.receivedAtMicros(), frame.bytes(), used);
        }
        return entry;
    }

    private static Entry anyEntry(SplittableRandom random) {
        DeviceId device = new DeviceId("d" + "-".repeat(random.nextInt(DeviceId.MAX_LENGTH)));
        return switch (random.nextInt(4)) {
            case 0 -> anyReadings(random, device);
            case 1 ->
                new Entry.Occurrence(new Event(
                        random.nextLong(),
                        random.nextBoolean() ? Optional.of(device) : Optional.empty(),
                        Event.Type.ofCode(1 + random.nextInt(14)),
                        text(random, 600),
                        text(random, 600)));
            case 2 -> new Entry.Erasure(device, random.nextLong());
            default -> new Entry.Profile(device, random.nextLong(), anyHello(random));
        };
    }

    private static Entry anyReadings(SplittableRandom random, DeviceId device) {
        List<Channel> own = anyChannels(random);
        boolean offsets = random.nextBoolean();
        boolean f64 = random.nextBoolean();
        ReadingsFrameEncoder encoder = random.nextInt(4) == 0
                ? ReadingsFrameEncoder.hubTime(f64, random.nextLong(1L << 32), random.nextLong(1L << 32))
                : ReadingsFrameEncoder.based(
                        random.nextBoolean() ? TimeMode.AGE : TimeMode.ABSOLUTE,
                        random.nextBoolean(),
                        f64,
                        offsets,
                        random.nextLong(1L << 32),
                        random.nextLong(1L << 32),
                        random.nextLong(1L << 44));
        boolean based = encoder.encode().limit() > 12;
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            int channel = own.isEmpty() || random.nextBoolean()
                    ? 1 + random.nextInt(Channel.standard().size())
                    : own.get(random.nextInt(own.size())).id();
            encoder.add(channel, based && offsets ? random.nextInt() : 0, random.nextInt(10_000) / 100.0);
        }
        ChannelTable channels = ChannelTable.STANDARD.with(own);
        ReadingsFrame frame = (ReadingsFrame) FrameDecoder.decode(encoder.encode(), channels);
        return new Entry.Readings(device, random.nextLong(), frame, channels);
    }

    private static Hello anyHello(SplittableRandom random) {
        return new Hello(
                random.nextBoolean() ? Optional.of(text(random, Hello.MAX_FIRMWARE_LENGTH)) : Optional.empty(),
                random.nextBoolean()
                        ? OptionalDouble.of(random.nextDouble(Double.MIN_VALUE, 1e6))
                        : OptionalDouble.empty(),
                random.nextBoolean()
                        ? Optional.of(new Location(random.nextDouble(-90, 90), random.nextDouble(-180, 180)))
                        : Optional.empty(),
                anyChannels(random));
    }

    private static List<Channel> anyChannels(SplittableRandom random) {
        List<Channel> channels = new ArrayList<>();
        int id = Channel.FIRST_OWN_ID;
        for (int i = random.nextInt(5); i > 0; i--) {
            id += 1 + random.nextInt(12_000);
            channels.add(new Channel(id, new Metric("m:" + id), text(random, Channel.MAX_UNIT_LENGTH)));
        }
        return channels;
    }

    /** Whole characters of one to four bytes. */
    private static String text(SplittableRandom random, int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxLength + 1);
        while (text.length() < length - 1) {
            int range = random.nextInt(4);
            text.appendCodePoint(new int[] {random.nextInt(128), 0xB5, 0x20AC, 0x1F600}[range]);
        }
        assertThat(new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text.toString());
        return text.toString();
    }
}
