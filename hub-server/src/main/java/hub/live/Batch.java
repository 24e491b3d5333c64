package hub.live;

import hub.protocol.frame.LiveFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Readings that subscriptions are told of together. What a selection has of them is found and encoded once for all
 * subscriptions that have the same one. Not for two threads, but for what is encoded.
 */
final class Batch {

    private final long position;
    private final List<LiveSeries> series = new ArrayList<>();
    private final LiveColumns readings = new LiveColumns();
    /** By identity: see {@link Audience#shared}. Of a thousand equal ones each would otherwise be compared for each batch. */
    private final IdentityHashMap<Selection, Part> parts = new IdentityHashMap<>();

    /** @param position the hub's, after all of it */
    Batch(long position) {
        this.position = position;
    }

    /** The newest readings of these series. */
    static Batch newest(List<LiveSeries> changed, long position) {
        Batch batch = new Batch(position);
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
        for (int i = 0; i < part.size(); i++) {
            series.add(part.ofReadings.get(i));
            part.columns.copyTo(readings, i);
        }
    }

    /** What a selection has of it. */
    Part of(Selection selection) {
        return parts.computeIfAbsent(selection, this::select);
    }

    private Part select(Selection selection) {
        Part part = new Part();
        for (int i = 0; i < series.size(); i++) {
            if (selection.includes(series.get(i))) {
                part.series.add(series.get(i));
                part.ofReadings.add(series.get(i));
                readings.copyTo(part.columns, i);
            }
        }
        return part;
    }

    /** The readings of one selection, in the order in which they were stored. */
    static final class Part {

        private final Set<LiveSeries> series = new LinkedHashSet<>();
        private final List<LiveSeries> ofReadings = new ArrayList<>();
        private final LiveColumns columns = new LiveColumns();
        private final List<ByteBuffer> encoded = new ArrayList<>();

        Set<LiveSeries> series() {
            return series;
        }

        void forEach(SeriesTable.ReadingTaker taker) {
            for (int i = 0; i < ofReadings.size(); i++) {
                taker.take(ofReadings.get(i), columns.time(i), columns.value(i));
            }
        }

        int size() {
            return columns.size();
        }

        /** The columns of the frames that it takes. To be read through duplicates. */
        List<ByteBuffer> encoded() {
            if (encoded.isEmpty()) {
                for (int from = 0; from < columns.size(); from += LiveOptions.MAX_FRAME_READINGS) {
                    encoded.add(columns.encodeForMany(
                            from, Math.min(columns.size(), from + LiveOptions.MAX_FRAME_READINGS)));
                }
            }
            return encoded;
        }

        /** How many readings are in such columns. */
        static int count(ByteBuffer columns) {
            return columns.remaining() / LiveFrame.READING_BYTES;
        }
    }
}
