package hub.quality;

import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.List;
import java.util.Set;

/**
 * Puts flags on the readings of a snapshot, and leaves out those that have some of them, or those that have none. Nothing stored is changed, and who does not
 * ask for flags does not pay for them.
 *
 * <p>A flag depends on readings close by only, and as many of them are read before and behind a range: so it is the same however a
 * range is cut. What is held does not depend on how many readings there are.
 */
public final class QaFilter {

    /** Which readings are left. */
    private enum Choice {
        ALL,
        SOUND,
        DOUBTFUL
    }

    private final QaRules rules;
    private final int wanted;
    private final Choice choice;
    private final long latestMicros;
    private final ReadingStore store;

    private QaFilter(QaRules rules, ReadingStore store, Set<QaFlag> wanted, Choice choice, long nowMicros) {
        this.rules = rules;
        this.store = store;
        this.wanted = QaFlag.bits(wanted);
        this.choice = choice;
        this.latestMicros = nowMicros + Timestamps.MAX_AHEAD_MICROS;
    }

    /** One that leaves nothing out; flags are the marks of readings, see {@link hub.store.ReadingBlock#mark}. */
    public static QaFilter flagging(QaRules rules, ReadingStore store, long nowMicros) {
        return new QaFilter(rules, store, QaFlag.ALL, Choice.ALL, nowMicros);
    }

    /** One that leaves out readings that have any of some flags. */
    public static QaFilter excluding(QaRules rules, ReadingStore store, Set<QaFlag> flags, long nowMicros) {
        return new QaFilter(rules, store, flags, Choice.SOUND, nowMicros);
    }

    /** One that leaves out readings that have none of some flags. */
    public static QaFilter only(QaRules rules, ReadingStore store, Set<QaFlag> flags, long nowMicros) {
        return new QaFilter(rules, store, flags, Choice.DOUBTFUL, nowMicros);
    }

    /** The same snapshot with flags; closed with it. */
    public Snapshot applied(Snapshot snapshot) {
        return new Flagged(snapshot);
    }

    /** Whether a reading of such flags is left. */
    boolean takes(int flags) {
        return switch (choice) {
            case ALL -> true;
            case SOUND -> flags == 0;
            case DOUBTFUL -> flags != 0;
        };
    }

    FlagTests tests(SeriesRecord series, Absence absence) {
        return new FlagTests(limits(series), wanted, latestMicros, absence);
    }

    /** When a device was away; never, if nobody wants to know. */
    Absence absence(DeviceId device, TimeRange range) {
        return (wanted & QaFlag.LATE.bit()) == 0 ? Absence.never() : Absence.of(store, device, range);
    }

    private MetricLimits limits(SeriesRecord series) {
        return rules.limits(series.metric().name(), series.unit());
    }

    private final class Flagged implements Snapshot {

        private final Snapshot snapshot;
        private final long before;
        private final long behind;

        Flagged(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.before = snapshot.series().stream()
                    .mapToLong(series -> FlagTests.contextBefore(limits(series), wanted))
                    .max()
                    .orElse(0);
            this.behind = snapshot.series().stream()
                    .mapToLong(series -> FlagTests.contextBehind(limits(series), wanted))
                    .max()
                    .orElse(0);
        }

        @Override
        public List<SeriesRecord> series() {
            return snapshot.series();
        }

        @Override
        public SeriesScan scan(TimeRange range) {
            long from = range.fromMicros() < Long.MIN_VALUE + before ? Long.MIN_VALUE : range.fromMicros() - before;
            // A window has both of its ends in it, a range only its first moment.
            long more = behind == 0 ? 0 : behind + 1;
            long to = range.toMicros() > Long.MAX_VALUE - more ? Long.MAX_VALUE : range.toMicros() + more;
            return new FlaggedScan(snapshot.scan(new TimeRange(from, to)), range, QaFilter.this);
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }
}
