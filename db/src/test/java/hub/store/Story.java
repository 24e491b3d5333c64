package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.frame;
import static hub.store.TestEntries.sample;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.TestEntries.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What some devices send, entry after entry without an end: the same for the same seed, whoever asks for which entry.
 *
 * <p>Each entry carries its number, so a store shows up to which one it has got. Most frames are in order; some are late,
 * and some of these replace readings. One device is erased again and again.
 */
public final class Story {

    /** A device of which the readings are kept for one hour under {@link #RETENTION}. */
    public static final DeviceId BRIEF = new DeviceId("brief");

    /** A device that is erased at the end of each turn. */
    private static final DeviceId FLEETING = new DeviceId("fleeting");

    /** So many entries are a turn. */
    private static final int TURN = 16;

    private static final int ERASED_AT = TURN - 1;
    private static final Set<Integer> FLEETING_AT = Set.of(3, 9, TURN - 4, TURN - 2);

    /** What comes here tells its number, so that it shows how far a store is whose next entries are of what is erased. */
    private static final int TOLD_AT = TURN - 3;

    /** Takes the readings of one device only, so that the others show what is lost. */
    public static final RetentionRules RETENTION = RetentionRules.parse("brief/*=PT1H,forever");

    private static final List<String> DEVICES = List.of("a", "b", "c", "brief");
    private static final List<Channel> OWN = List.of(
            new Channel(Channel.FIRST_OWN_ID, new Metric("soil_moisture"), "%"),
            new Channel(Channel.FIRST_OWN_ID + 1, new Metric("own"), ""));
    private static final List<String> METRICS = List.of("pm10", "pm2_5", "soil_moisture", "own");

    /** Entries are so long apart. */
    private static final long STEP = Duration.ofSeconds(10).toMillis() * 1_000;

    private static final long START = NOW - Duration.ofDays(3_000).toMillis() * 1_000;
    private static final long EPOCH = 7;

    private final long seed;

    /** The story of a seed. */
    public Story(long seed) {
        this.seed = seed;
    }

    /** The entry of a number from 0 on. */
    public Entry entry(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        String device = DEVICES.get(random.nextInt(DEVICES.size()));
        int inTurn = number % TURN;
        if (inTurn == ERASED_AT) {
            return new Entry.Erasure(FLEETING, time(number));
        } else if (inTurn == TOLD_AT) {
            return TestEntries.hubEvent(time(number), "" + number);
        } else if (FLEETING_AT.contains(inTurn)) {
            return frame(FLEETING.value(), EPOCH, number + 1, time(number), OWN, samples(number, random));
        }
        int kind = random.nextInt(12);
        if (kind == 0) {
            Event.Type type = Event.Type.ofCode(1 + random.nextInt(3));
            return new Entry.Occurrence(
                    new Event(time(number), Optional.of(new DeviceId(device)), type, "story", "" + number));
        } else if (kind == 1) {
            Hello hello = new Hello(Optional.of("" + number), OptionalDouble.of(10), Optional.empty(), OWN);
            return new Entry.Profile(new DeviceId(device), time(number), hello);
        }
        return frame(device, EPOCH, number + 1, time(number), OWN, samples(number, random));
    }

    private static List<Sample> samples(int number, SplittableRandom random) {
        boolean late = random.nextInt(6) == 0;
        long time = time(late ? random.nextInt(number + 1) : number);
        List<Sample> samples = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String metric = METRICS.get(random.nextInt(METRICS.size()));
            boolean decimal = !metric.equals("own");
            samples.add(sample(metric, time, decimal ? random.nextInt(2_000) / 10.0 : random.nextDouble()));
            time += random.nextInt(3) * STEP / 4;
        }
        return samples;
    }

    /** What the entry of a number holds. */
    public List<StoredReading> readings(int number) {
        List<StoredReading> readings = new ArrayList<>();
        if (entry(number) instanceof Entry.Readings frame) {
            for (int i = 0; i < frame.frame().count(); i++) {
                Metric metric = Objects.requireNonNull(
                        frame.channels().metric(frame.frame().channel(i)));
                readings.add(new StoredReading(
                        frame.frame().time(i, frame.receivedAtMicros()),
                        frame.device().value(),
                        metric.name(),
                        frame.frame().value(i)));
            }
        }
        return readings;
    }

    /** Whether what an entry says is erased by one before the second number. */
    public boolean isErased(int number, int before) {
        return entry(number) instanceof Entry.Readings frame
                && frame.device().equals(FLEETING)
                && number / TURN < before / TURN;
    }

    /** When an entry happens, in µs since 1970. */
    public static long time(int number) {
        return START + number * STEP;
    }

    /** How many entries a store shows: the number of the newest, and one. */
    public static int length(ReadingStore store) {
        long length = 0;
        for (DeviceRecord device : store.devices()) {
            for (ResumePoint point : device.resume()) {
                length = Math.max(length, point.seq());
            }
            length = Math.max(
                    length,
                    device.profile()
                            .flatMap(Hello::firmware)
                            .map(text -> Long.parseLong(text) + 1)
                            .orElse(0L));
        }
        for (var event : store.events(new EventQuery(Set.of(), TimeRange.ALL, 1))) {
            length = Math.max(length, Long.parseLong(event.event().detail()) + 1);
        }
        boolean erased = length % TURN == TOLD_AT + 1 && store.device(FLEETING).isEmpty();
        return Math.toIntExact(erased ? length - length % TURN + TURN : length);
    }
}
