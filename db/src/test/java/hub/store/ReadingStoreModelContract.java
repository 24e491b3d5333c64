package hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Effort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every reading store answers as {@link StoreModel} does, through folds, restarts and crashes. */
public interface ReadingStoreModelContract {

    int ROUNDS = Effort.rounds(350);

    /** Opens the store of this test: empty the first time, later as it was when closed. */
    ReadingStore openStore();

    /** Ends a store as if the process had died, and opens what is left. */
    ReadingStore crash(ReadingStore store) throws IOException;

    @Test
    default void answersAsTheModel() throws IOException {
        long seed = Long.getLong("hub.seed", System.nanoTime());
        System.out.println("ReadingStoreModelContract seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Run run = new Run(this, random);
        for (int round = 0; round < ROUNDS; round++) {
            run.step();
            run.compare("seed " + seed + " round " + round);
        }
        run.store.close();
    }

    /** A store, its model, and the entries that both have taken, which stand for the journal. */
    final class Run {

        private final ReadingStoreModelContract subject;
        private final SplittableRandom random;
        private final RandomEntries entries;
        private final StoreModel model = new StoreModel();
        private final List<AppliedEntry> journal = new ArrayList<>();
        private final List<Held> held = new ArrayList<>();
        private ReadingStore store;
        private long position;

        Run(ReadingStoreModelContract subject, SplittableRandom random) {
            this.subject = subject;
            this.random = random;
            this.entries = new RandomEntries(random);
            this.store = subject.openStore();
        }

        void step() throws IOException {
            switch (random.nextInt(24)) {
                case 0 -> {
                    letGo();
                    store.close();
                    store = subject.openStore();
                    assertThat(store.foldedPosition()).isEqualTo(position);
                }
                case 1 -> {
                    long folded = store.foldedPosition();
                    letGo();
                    store = subject.crash(store);
                    assertThat(store.foldedPosition()).isEqualTo(folded);
                    replay(random.nextBoolean() ? 0 : folded);
                }
                case 2, 3, 4, 5 -> assertThat(store.fold()).isEqualTo(position).isEqualTo(store.foldedPosition());
                case 6 -> replay(random.nextLong(position + 1));
                case 7, 8 -> maintain();
                case 9 -> store.compact();
                case 10 -> held.add(hold());
                default -> apply(1 + random.nextInt(10));
            }
            assertThat(store.appliedPosition()).isEqualTo(position);
        }

        private void maintain() {
            for (int steps = random.nextInt(20); steps > 0 && store.maintain(TestEntries.NOW); steps--) {
                assertThat(store.appliedPosition()).isEqualTo(position);
            }
        }

        /** A question that goes on while the store changes. */
        private record Held(Snapshot snapshot, TimeRange range, List<StoredReading> expected) {}

        private Held hold() {
            SeriesSelection selection = entries.selection();
            TimeRange range = entries.range();
            return new Held(store.snapshot(selection), range, model.readings(selection, range));
        }

        private void letGo() {
            for (Held each : held) {
                assertThat(StoredReading.of(each.snapshot(), each.range()).equals(each.expected()))
                        .isTrue();
                each.snapshot().close();
            }
            held.clear();
        }

        private void apply(int count) {
            List<AppliedEntry> batch = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                position += 1 + random.nextInt(100);
                batch.add(new AppliedEntry(position, entries.next()));
            }
            batch.forEach(entry -> model.apply(entry.entry()));
            journal.addAll(batch);
            store.apply(batch);
        }

        private void replay(long from) {
            store.apply(
                    journal.stream().filter(entry -> entry.position() > from).toList());
        }

        void compare(String when) {
            if (held.size() > 3) {
                letGo();
            }
            assertThat(store.devices()).as(when).isEqualTo(model.devices());
            for (int i = 0; i < 2; i++) {
                SeriesSelection selection = entries.selection();
                TimeRange range = entries.range();
                EventQuery query = entries.eventQuery();
                assertThat(store.series(selection))
                        .as("%s: %s", when, selection)
                        .isEqualTo(model.series(selection));
                assertThat(store.events(query)).as("%s: %s", when, query).isEqualTo(model.events(query));
                // Not by assertThat alone, whose message would hold every reading.
                List<StoredReading> expected = model.readings(selection, range);
                List<StoredReading> actual = StoredReading.query(store, selection, range);
                if (!actual.equals(expected)) {
                    int same = 0;
                    while (same < Math.min(actual.size(), expected.size())
                            && actual.get(same).equals(expected.get(same))) {
                        same++;
                    }
                    assertThat(actual.subList(same, Math.min(same + 5, actual.size())))
                            .as("%s: %s %s, from reading %d", when, selection, range, same)
                            .isEqualTo(expected.subList(same, Math.min(same + 5, expected.size())));
                }
            }
        }
    }
}
