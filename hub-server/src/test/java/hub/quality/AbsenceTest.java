package hub.quality;

import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.store.AppliedEntry;
import hub.store.EventQuery;
import hub.store.StoreOptions;
import hub.store.TimeRange;
import hub.store.h2.H2ReadingStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was measured while a device was away is late, however a range is cut. */
class AbsenceTest {

    private static final DeviceId DEVICE = new DeviceId("A");
    private static final long MINUTE = 60_000_000;
    private static final List<Event.Type> TYPES = List.of(
            Event.Type.ONLINE, Event.Type.STALE, Event.Type.OFFLINE, Event.Type.OFFLINE, Event.Type.COMMAND_ISSUED);

    @TempDir
    private Path data;

    private final List<Event> events = new ArrayList<>();

    private void add(long timeMicros, Event.Type type) {
        events.add(new Event(timeMicros, Optional.of(DEVICE), type, "", ""));
    }

    private H2ReadingStore store() {
        H2ReadingStore store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000));
        List<AppliedEntry> entries = new ArrayList<>();
        for (Event event : events) {
            entries.add(new AppliedEntry(entries.size() + 1L, new Entry.Occurrence(event)));
        }
        store.apply(entries);
        return store;
    }

    /** The last change before was that it went, and none within a minute says that it is back. */
    private boolean isLate(long time) {
        Event.Type last = Event.Type.ONLINE;
        boolean back = false;
        for (Event event : events) {
            if (event.type().isState() && event.timeMicros() <= time) {
                last = event.type();
            } else if (event.type().isState() && event.timeMicros() <= time + MINUTE) {
                back |= event.type() != Event.Type.OFFLINE;
            }
        }
        return last == Event.Type.OFFLINE && !back;
    }

    @Test
    void isTheSameAsLookingAtAllEventsForEachReading() {
        for (int seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            events.clear();
            long end = MINUTE;
            for (int i = 0; i < 60; i++) {
                end += random.nextLong(1, random.nextBoolean() ? MINUTE / 3 : 20 * MINUTE);
                add(end, TYPES.get(random.nextInt(TYPES.size())));
            }
            data = data.resolve("seed-" + seed);
            try (H2ReadingStore store = store()) {
                requireSame(store, random, TimeRange.ALL, end);
                for (int i = 0; i < 20; i++) {
                    long from = random.nextLong(end);
                    requireSame(store, random, new TimeRange(from, from + random.nextLong(1, end)), end);
                }
            }
        }
    }

    private void requireSame(H2ReadingStore store, SplittableRandom random, TimeRange range, long end) {
        Absence absence = Absence.of(store, DEVICE, range);
        long from = Math.max(0, range.fromMicros());
        long to = Math.min(end + 2 * MINUTE, range.toMicros());
        for (int i = 0; i < 200 && from < to; i++) {
            long time = random.nextLong(from, to);
            assertThat(absence.makesLate(time)).as("%d in %s", time, range).isEqualTo(isLate(time));
        }
        for (Event event : events) {
            for (long time : new long[] {event.timeMicros(), event.timeMicros() - 1, event.timeMicros() - MINUTE}) {
                if (time >= from && time < to) {
                    assertThat(absence.makesLate(time))
                            .as("%d in %s", time, range)
                            .isEqualTo(isLate(time));
                }
            }
        }
    }

    @Test
    void moreEventsThanThePageOfAQuestionHas() {
        for (int i = 0; i < EventQuery.MAX_LIMIT + 500; i++) {
            add((i + 1L) * 10 * MINUTE, i % 2 == 0 ? Event.Type.OFFLINE : Event.Type.ONLINE);
        }
        try (H2ReadingStore store = store()) {
            Absence absence = Absence.of(store, DEVICE, TimeRange.ALL);
            assertThat(absence.makesLate(15 * MINUTE))
                    .as("in the first absence")
                    .isTrue();
            assertThat(absence.makesLate(25 * MINUTE)).as("behind it").isFalse();
            assertThat(absence.makesLate((EventQuery.MAX_LIMIT - 5L) * 10 * MINUTE))
                    .isTrue();
        }
    }

    @Test
    void aDeviceWithoutEventsWasAlwaysThere() {
        try (H2ReadingStore store = store()) {
            assertThat(Absence.of(store, DEVICE, TimeRange.ALL).makesLate(MINUTE))
                    .isFalse();
        }
    }
}
