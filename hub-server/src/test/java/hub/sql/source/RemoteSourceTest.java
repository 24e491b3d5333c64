package hub.sql.source;

import static org.assertj.core.api.Assertions.assertThat;

import hub.store.EventQuery;
import hub.store.ReadingBlock;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A source in another process answers as the one in this does. */
class RemoteSourceTest {

    private final long seed = Long.getLong("hub.seed", System.nanoTime());

    @TempDir
    Path data;

    @BeforeEach
    void report(TestReporter reporter) {
        reporter.publishEntry("-Dhub.seed", Long.toString(seed));
    }

    @Test
    void devicesSeriesAndEventsAreTheSame() throws IOException {
        try (RandomStore random = new RandomStore(data, seed)) {
            LocalSource local = new LocalSource(random.store, device -> "state of " + device.id());
            try (ServedSource served = new ServedSource(local)) {
                RemoteSource remote = served.remote;
                assertThat(remote.deviceIds()).isEqualTo(local.deviceIds()).hasSizeGreaterThan(2);
                assertThat(remote.deviceCount()).isEqualTo(local.deviceCount());
                for (int i = 0; i < 50; i++) {
                    SeriesSelection selection = random.selection();
                    assertThat(remote.devices(selection)).isEqualTo(local.devices(selection));
                    assertThat(remote.series(selection)).isEqualTo(local.series(selection));
                    EventQuery query =
                            new EventQuery(selection.devices(), random.range(), 1 + random.random.nextInt(40));
                    assertThat(remote.events(query)).isEqualTo(local.events(query));
                    assertThat(remote.snapshot(selection).series())
                            .isEqualTo(local.snapshot(selection).series());
                }
                assertThat(remote.events(new EventQuery(Set.of(), TimeRange.ALL, 1_000)))
                        .hasSizeGreaterThan(10);
            }
        }
    }

    /** Many at a time, each a little further now and then; of some the rest of a series is passed over. */
    @Test
    void scansAreTheSameHoweverManyAreReadAtATime() throws IOException {
        try (RandomStore random = new RandomStore(data, seed)) {
            LocalSource local = new LocalSource(random.store, device -> "");
            try (ServedSource served = new ServedSource(local)) {
                List<Reader> readers = new ArrayList<>();
                int ended = 0;
                while (ended < 200) {
                    while (readers.size() < 100) {
                        SeriesSelection selection = random.selection();
                        TimeRange range = random.range();
                        List<SeriesReadings> expected = readings(local.snapshot(selection), range);
                        readers.add(new Reader(expected, served.remote.snapshot(selection), range));
                    }
                    int one = random.random.nextInt(readers.size());
                    if (!readers.get(one).goOn(random.random)) {
                        readers.remove(one);
                        ended++;
                    }
                }
                readers.forEach(Reader::close);
                assertThat(served.mostHeld.get()).isEqualTo(SourceServer.MAX_HELD);
            }
        }
    }

    @Test
    void aScanThatEndsInItsFirstBatchOrIsClosedIsNotHeld() throws IOException {
        try (RandomStore random = new RandomStore(data, seed)) {
            LocalSource local = new LocalSource(random.store, device -> "");
            try (ServedSource served = new ServedSource(local)) {
                Snapshot snapshot = served.remote.snapshot(SeriesSelection.ALL);
                long first = snapshot.series().get(0).lastTimeMicros();
                for (int i = 0; i < 10; i++) {
                    SeriesScan few = snapshot.scan(new TimeRange(first, first + 1));
                    assertThat(few.nextSeries() && few.nextRun() && few.nextBlock())
                            .isTrue();
                    try (SeriesScan many = snapshot.scan(TimeRange.ALL)) {
                        assertThat(many.nextSeries() && many.nextRun() && many.nextBlock())
                                .isTrue();
                    }
                }
                assertThat(served.mostHeld.get()).isLessThanOrEqualTo(1);
            }
        }
    }

    private record Reading(long time, long valueBits) {}

    private record SeriesReadings(SeriesRecord series, List<Reading> readings) {}

    /** Of series that have any. */
    private static List<SeriesReadings> readings(Snapshot snapshot, TimeRange range) {
        List<SeriesReadings> all = new ArrayList<>();
        try (snapshot;
                SeriesScan scan = snapshot.scan(range)) {
            while (scan.nextSeries()) {
                List<Reading> readings = new ArrayList<>();
                while (scan.nextRun()) {
                    while (scan.nextBlock()) {
                        add(readings, scan.block());
                    }
                }
                if (!readings.isEmpty()) {
                    all.add(new SeriesReadings(scan.series(), readings));
                }
            }
        }
        return all;
    }

    private static void add(List<Reading> readings, ReadingBlock block) {
        for (int i = 0; i < block.size(); i++) {
            double value = block.values()[i];
            boolean isDecimal = block.scale() != ReadingBlock.NO_SCALE;
            if (isDecimal && block.mantissas()[i] != Math.round(value * Math.pow(10, block.scale()))) {
                throw new AssertionError(value + " is not " + block.mantissas()[i] + " / 10^" + block.scale());
            }
            readings.add(new Reading(block.times()[i], Double.doubleToRawLongBits(value)));
        }
    }

    /** Reads a scan and knows what has to come. */
    private static final class Reader {

        private final List<SeriesReadings> expected;
        private final SeriesScan scan;
        private int read;
        private int at = -1;

        Reader(List<SeriesReadings> expected, Snapshot snapshot, TimeRange range) {
            this.expected = expected;
            this.scan = snapshot.scan(range);
        }

        /** False at the end. */
        boolean goOn(SplittableRandom random) {
            int blocks = random.nextInt(12);
            for (int i = 0; i < blocks; i++) {
                boolean pass = random.nextInt(200) == 0;
                if (at < 0 || pass || !nextBlock()) {
                    assertThat(at < 0
                                    || pass
                                    || read == expected.get(at).readings().size())
                            .isTrue();
                    at++;
                    read = 0;
                    assertThat(scan.nextSeries()).isEqualTo(at < expected.size());
                    if (at == expected.size()) {
                        return false;
                    }
                    assertThat(scan.series()).isEqualTo(expected.get(at).series());
                } else {
                    List<Reading> block = new ArrayList<>();
                    add(block, scan.block());
                    assertThat(block).isEqualTo(expected.get(at).readings().subList(read, read + block.size()));
                    read += block.size();
                }
            }
            return true;
        }

        private boolean nextBlock() {
            while (!scan.nextBlock()) {
                if (!scan.nextRun()) {
                    return false;
                }
            }
            return true;
        }

        void close() {
            scan.close();
        }
    }
}
