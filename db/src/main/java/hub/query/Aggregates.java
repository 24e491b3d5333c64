package hub.query;

import hub.query.Aggregate.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is asked of every bucket, and what that takes. */
final class Aggregates {

    private static final Set<Kind> SUMMED = EnumSet.of(Kind.AVG, Kind.SUM, Kind.STDDEV);
    private static final Set<Kind> EXTREME = EnumSet.of(Kind.MIN, Kind.MAX);
    private static final Set<Kind> ENDED = EnumSet.of(Kind.FIRST, Kind.LAST, Kind.RATE);

    private final List<Aggregate> list;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final boolean summed;
    private final boolean extreme;
    private final boolean ended;

    Aggregates(List<Aggregate> list) {
        this.list = List.copyOf(list);
        list.forEach(aggregate -> kinds.add(aggregate.kind()));
        this.summed = kinds.stream().anyMatch(SUMMED::contains);
        this.extreme = kinds.stream().anyMatch(EXTREME::contains);
        this.ended = kinds.stream().anyMatch(ENDED::contains);
    }

    int size() {
        return list.size();
    }

    Aggregate get(int index) {
        return list.get(index);
    }

    /** Whether sums are needed. */
    boolean summed() {
        return summed;
    }

    /** Whether sums are needed, or the least and the greatest. */
    boolean summedOrExtreme() {
        return summed || extreme;
    }

    /** Whether squares are needed. */
    boolean squared() {
        return kinds.contains(Kind.STDDEV);
    }

    /** Whether the first and the last reading are needed. */
    boolean ended() {
        return ended;
    }

    /** Whether all values are needed. */
    boolean distributed() {
        return kinds.contains(Kind.PERCENTILE);
    }

    /** Whether the expected number of readings is needed. */
    boolean covered() {
        return kinds.contains(Kind.COVERAGE);
    }

    /** Whether every reading's time is needed. */
    boolean timed() {
        return kinds.contains(Kind.TWA);
    }

    /** Whether a chunk's summary tells enough. */
    boolean takeSummaries() {
        return !squared() && !distributed() && !timed();
    }
}
