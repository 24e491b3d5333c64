package hub.quality;

import hub.protocol.DeviceId;
import hub.store.ReadingBlock;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.TimeRange;
import hub.store.chunk.ChunkSummary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks over what another scan has in a range, with flags; leaves out what has some of them. */
final class FlaggedScan implements SeriesScan {

    private final SeriesScan scan;
    private final TimeRange range;
    private final QaFilter filter;
    private final FlaggedBlock block = new FlaggedBlock();
    private @Nullable ReadingQueue queue;
    private @Nullable FlagTests tests;
    private @Nullable DeviceId absent;
    private Absence absence = Absence.never();
    private boolean runGiven;
    private boolean waits;
    private int flags;

    /** @param scan over a range that is as much longer as the tests need */
    FlaggedScan(SeriesScan scan, TimeRange range, QaFilter filter) {
        this.scan = scan;
        this.range = range;
        this.filter = filter;
    }

    @Override
    public boolean nextSeries() {
        queue = null;
        waits = false;
        runGiven = false;
        if (!scan.nextSeries()) {
            return false;
        }
        tests = filter.tests(scan.series(), absence(scan.series().device()));
        return true;
    }

    /** The series of a device come one after the other. */
    private Absence absence(DeviceId device) {
        if (!device.equals(absent)) {
            absent = device;
            absence = filter.absence(device, range);
        }
        return absence;
    }

    @Override
    public SeriesRecord series() {
        return scan.series();
    }

    /** All that a series has is one run. */
    @Override
    public boolean nextRun() {
        boolean first = !runGiven;
        runGiven = true;
        return first;
    }

    @Override
    public Optional<ChunkSummary> summary() {
        return Optional.empty();
    }

    @Override
    public boolean nextBlock() {
        block.clear();
        ReadingQueue readings = queue();
        while (waits || isNext(readings)) {
            waits = !block.takes(readings.scale());
            if (waits) {
                break;
            }
            block.add(readings, flags);
        }
        return block.size() > 0;
    }

    private ReadingQueue queue() {
        ReadingQueue readings = queue;
        if (readings == null) {
            readings = new ReadingQueue(scan);
            queue = readings;
        }
        return readings;
    }

    /** Goes to the next reading that is in the range and not left out. */
    private boolean isNext(ReadingQueue readings) {
        FlagTests ofSeries = tests;
        while (ofSeries != null && readings.next() && readings.time() < range.toMicros()) {
            flags = ofSeries.flags(readings);
            if (readings.time() >= range.fromMicros() && filter.takes(flags)) {
                return true;
            }
        }
        tests = null;
        return false;
    }

    @Override
    public ReadingBlock block() {
        return block;
    }

    @Override
    public void close() {
        scan.close();
    }
}
