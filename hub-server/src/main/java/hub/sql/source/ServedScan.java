package hub.sql.source;

import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.List;

/** A scan that another process reads, batch by batch. */
final class ServedScan implements AutoCloseable {

    private final Snapshot snapshot;
    private final List<SeriesRecord> series;
    private final TimeRange range;
    private SeriesScan scan;

    /** Series before this one are passed over. */
    private int first;

    /** Where the scan is in the list of series. */
    private int at = -1;

    private boolean inSeries;

    /** Whether there is another scan behind this one, of the series that follow. */
    private boolean isRest;

    private boolean seriesTold;
    private boolean runTold;

    private ServedScan(Snapshot snapshot, List<SeriesRecord> series, TimeRange range, SeriesScan scan) {
        this.snapshot = snapshot;
        this.series = series;
        this.range = range;
        this.scan = scan;
    }

    /** All of a range. */
    static ServedScan of(Snapshot snapshot, List<SeriesRecord> series, TimeRange range) {
        return new ServedScan(snapshot, series, range, snapshot.scan(range));
    }

    /** What is behind a reading: what else its series has, then the series that follow. */
    static ServedScan behind(
            Snapshot snapshot, List<SeriesRecord> series, TimeRange range, int index, long lastTimeMicros) {
        long from = Math.min(lastTimeMicros, range.toMicros() - 1) + 1;
        ServedScan served =
                new ServedScan(snapshot, series, range, snapshot.scan(new TimeRange(from, range.toMicros())));
        served.isRest = true;
        served.first = index;
        while (served.at < index && served.scan.nextSeries()) {
            served.find();
        }
        served.inSeries = served.at == index;
        served.seriesTold = true;
        return served;
    }

    /** What is left of the series that it is in is not wanted. */
    void passSeries() {
        inSeries = false;
    }

    /**
     * Adds about so many readings.
     *
     * @param check called again and again, since there may be much to go over
     * @return whether there may be more
     */
    boolean fill(Batch batch, int readings, Runnable check) {
        while (batch.readings() < readings) {
            check.run();
            if (inSeries && scan.nextBlock()) {
                add(batch);
            } else if (inSeries && scan.nextRun()) {
                runTold = false;
            } else if (!nextSeries(check)) {
                return false;
            }
        }
        return true;
    }

    private void add(Batch batch) {
        if (!seriesTold) {
            batch.addSeries(at);
            seriesTold = true;
        }
        if (!runTold) {
            batch.addRun();
            runTold = true;
        }
        batch.add(scan.block());
    }

    private boolean nextSeries(Runnable check) {
        if (isRest) {
            isRest = false;
            scan.close();
            scan = snapshot.scan(range);
            first++;
            at = -1;
        }
        inSeries = false;
        while (!inSeries && scan.nextSeries()) {
            check.run();
            find();
            inSeries = at >= first;
        }
        seriesTold = false;
        runTold = false;
        return inSeries;
    }

    /** Where the scan is; it goes along the list. */
    private void find() {
        int number = scan.series().number();
        do {
            at++;
        } while (series.get(at).number() != number);
    }

    @Override
    public void close() {
        scan.close();
    }
}
