package hub.query;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Series whose readings are in arrays. */
final class ArraySnapshot implements Snapshot {

    /** Readings by time, by device and metric. */
    static final class Data {

        private final NavigableMap<String, NavigableMap<Long, Double>> series = new TreeMap<>();

        /** A series, there from now on. */
        NavigableMap<Long, Double> series(String device, String metric) {
            // No character of a name is less than a space, so this is the order of device and metric.
            return series.computeIfAbsent(device + " " + metric, name -> new TreeMap<>());
        }

        Map<String, NavigableMap<Long, Double>> all() {
            return series;
        }
    }

    private final List<SeriesRecord> series = new ArrayList<>();
    private final List<List<ArrayLayout.Run>> runs = new ArrayList<>();
    private int scans;
    private int blocksRead;
    private int openScans;
    private boolean closed;

    ArraySnapshot(Data data, Function<NavigableMap<Long, Double>, List<ArrayLayout.Run>> layout) {
        data.all().forEach((name, readings) -> {
            String[] parts = name.split(" ", -1);
            // Numbers that are in no order, as in a store.
            int number = 1 + (Integer.reverse(series.size()) >>> 1);
            long last = readings.isEmpty() ? 0 : readings.lastKey();
            series.add(new SeriesRecord(number, new DeviceId(parts[0]), new Metric(parts[1]), "", last, 0));
            runs.add(layout.apply(readings));
        });
    }

    @Override
    public List<SeriesRecord> series() {
        return series;
    }

    @Override
    public SeriesScan scan(TimeRange range) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        scans++;
        openScans++;
        return new ArrayScan(this, range);
    }

    List<ArrayLayout.Run> runs(int index) {
        return runs.get(index);
    }

    void readBlock() {
        blocksRead++;
    }

    void closeScan() {
        openScans--;
    }

    /** How many scans there were. */
    int scans() {
        return scans;
    }

    int blocksRead() {
        return blocksRead;
    }

    /** Whether it is closed and so are its scans. */
    boolean isClosed() {
        return closed && openScans == 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
