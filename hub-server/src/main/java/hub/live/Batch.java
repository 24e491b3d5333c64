package hub.live;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings that subscriptions are told of together. What a selection has of them is found and encoded once for all
 * subscriptions that have the same one. Not for two threads, but for what is encoded.
 */
final class Batch {

    private final long position;
    private final List<LiveSeries> series;
    private final LiveColumns readings;

    /** Each once; null until it is asked for. */
    private @Nullable List<LiveSeries> distinct;

    /** By identity: see {@link Audience#shared}. Of a thousand equal ones each would otherwise be compared for each batch. */
    private final IdentityHashMap<Selection, Part> parts = new IdentityHashMap<>();

    /** @param position the hub's, after all of it */
    Batch(long position) {
        this(position, 0);
    }

    /** @param expected about how many readings it will have */
    Batch(long position, int expected) {
        this.position = position;
        this.series = new ArrayList<>(expected);
        this.readings = new LiveColumns(expected);
    }

    /** The newest readings of these series. */
    static Batch newest(List<LiveSeries> changed, long position) {
        Batch batch = new Batch(position, changed.size());
        changed.forEach(one -> batch.add(one, one.lastTime, one.lastValue));
        return batch;
    }

    /** Before the first {@link #of}. */
    void add(LiveSeries ofReading, long timeMicros, double value) {
        series.add(ofReading);
        readings.add(ofReading.number, timeMicros, value);
    }

    long position() {
        return position;
    }

    int size() {
        return series.size();
    }

    /** Adds what another batch has for a selection. */
    void addAll(Part part) {
        part.forEach(this::add);
    }

    /** What a selection has of it. */
    Part of(Selection selection) {
        return parts.computeIfAbsent(selection, this::select);
    }

    private Part select(Selection selection) {
        List<LiveSeries> all = distinct();
        List<LiveSeries> chosen = all.stream().filter(selection::includes).toList();
        BitSet numbers = new BitSet();
        chosen.forEach(one -> numbers.set(one.number));
        if (chosen.size() == all.size()) {
            return new Part(chosen, numbers, series, readings);
        }
        Part part = new Part(chosen, numbers, new ArrayList<>(), new LiveColumns());
        for (int i = 0; i < series.size(); i++) {
            if (numbers.get(series.get(i).number)) {
                part.ofReadings.add(series.get(i));
                readings.copyTo(part.columns, i);
            }
        }
        return part;
    }

    private List<LiveSeries> distinct() {
        List<LiveSeries> all = distinct;
        if (all == null) {
            all = new ArrayList<>();
            BitSet seen = new BitSet();
            for (LiveSeries one : series) {
                if (!seen.get(one.number)) {
                    seen.set(one.number);
                    all.add(one);
                }
            }
            distinct = all;
        }
        return all;
    }

    /** The readings of one selection, in the order in which they were stored. */
    static final class Part {

        private final List<LiveSeries> series;
        private final BitSet numbers;
        private final List<LiveSeries> ofReadings;
        private final LiveColumns columns;
        private final List<SharedFrame> frames = new ArrayList<>();

        private Part(List<LiveSeries> series, BitSet numbers, List<LiveSeries> ofReadings, LiveColumns columns) {
            this.series = series;
            this.numbers = numbers;
            this.ofReadings = ofReadings;
            this.columns = columns;
        }

        /** Each series once. */
        List<LiveSeries> series() {
            return series;
        }

        /** The numbers of all of them. To be read only. */
        BitSet numbers() {
            return numbers;
        }

        void forEach(SeriesTable.ReadingTaker taker) {
            for (int i = 0; i < ofReadings.size(); i++) {
                taker.take(ofReadings.get(i), columns.time(i), columns.value(i));
            }
        }

        int size() {
            return columns.size();
        }

        /** The frames that it takes. */
        List<SharedFrame> frames() {
            if (frames.isEmpty()) {
                for (int from = 0; from < columns.size(); from += LiveOptions.MAX_FRAME_READINGS) {
                    frames.add(SharedFrame.of(
                            columns, from, Math.min(columns.size(), from + LiveOptions.MAX_FRAME_READINGS)));
                }
            }
            return frames;
        }
    }
}
