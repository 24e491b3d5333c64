package hub.store;

import hub.store.chunk.ChunkSummary;
import java.util.Optional;

/**
 * Walks over series after series, and in each over its readings, in blocks; each reading once, the later arrival of equal
 * times. It shows the store as it was when the scan was made. Not for two threads.
 *
 * <pre>{@code
 * while (scan.nextSeries()) {
 *     while (scan.nextRun()) {
 *         // either take scan.summary(), if that suffices, or:
 *         while (scan.nextBlock()) {
 *             use(scan.block());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>What is left of a run or of a series may be passed over.
 */
public interface SeriesScan extends AutoCloseable {

    /** Goes to the next series of the selection that may have readings in the range; ascending by device and metric. */
    boolean nextSeries();

    /** The series, as it was when the scan was made. */
    SeriesRecord series();

    /**
     * Goes to the next run of the series: all its readings are later than those of the run before.
     *
     * @throws StoreException if stored data cannot be read
     */
    boolean nextRun();

    /**
     * What the run amounts to, where that is known without reading it: it lies wholly in the range then, and nothing
     * replaces any of it.
     */
    Optional<ChunkSummary> summary();

    /**
     * Goes to the next block of the run. Its readings are in the range.
     *
     * @throws StoreException if stored data cannot be read
     */
    boolean nextBlock();

    /** The block, valid until the next step. */
    ReadingBlock block();

    /** Lets go of what it holds. */
    @Override
    void close();
}
