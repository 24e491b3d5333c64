package hub.store.h2;

import hub.store.chunk.ChunkSummary;
import java.util.Comparator;
import java.util.Optional;

/** Some readings of one series that were stored together: of a chunk, or of a head. */
interface Part {

    Comparator<Part> BY_TIME = Comparator.comparingLong(Part::minTime).thenComparingLong(Part::arrival);

    /** None of its readings is before this, in µs since 1970. */
    long minTime();

    /** None of its readings is after this. */
    long maxTime();

    /** Of two readings of the same time that of the higher arrival counts. */
    long arrival();

    /** Its readings, from the first. */
    Blocks open();

    /** What its readings amount to, if it holds any and that is known. Costs reading the chunk. */
    Optional<ChunkSummary> summary();

    /** Readings of a head. */
    record InMemory(Columns columns, long arrival) implements Part {
        @Override
        public long minTime() {
            return columns.times()[0];
        }

        @Override
        public long maxTime() {
            return columns.times()[columns.size() - 1];
        }

        @Override
        public Blocks open() {
            return new ColumnBlocks(columns);
        }

        @Override
        public Optional<ChunkSummary> summary() {
            return Optional.empty();
        }
    }
}
