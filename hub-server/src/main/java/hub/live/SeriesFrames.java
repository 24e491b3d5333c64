package hub.live;

import hub.protocol.frame.LiveFrame;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** Sends columns to one subscription, and before them the names of series that it has not heard of. */
final class SeriesFrames {

    private final int subscription;
    private final Viewer viewer;
    private final BitSet named = new BitSet();

    /** Used again and again. */
    private final BitSet unnamed = new BitSet();

    SeriesFrames(int subscription, Viewer viewer) {
        this.subscription = subscription;
        this.viewer = viewer;
    }

    /** Sends a snapshot, in as many frames as it takes. */
    void sendSnapshot(Collection<LiveSeries> series, LiveColumns columns, long position, long skipped) {
        name(series);
        int from = 0;
        do {
            int to = Math.min(columns.size(), from + LiveOptions.MAX_FRAME_READINGS);
            viewer.sendBinary(
                    LiveFrame.header(
                            from == 0,
                            to == columns.size(),
                            subscription,
                            to - from,
                            position,
                            from == 0 ? skipped : 0),
                    columns.encode(from, to));
            from = to;
        } while (from < columns.size());
    }

    /**
     * Sends a delta. Of several frames only the last has the new position: a viewer that lost those after the first comes
     * back for them.
     */
    void send(Batch.Part readings, long before, long position, long skipped) {
        if (!hasNamed(readings.numbers())) {
            name(readings.series());
        }
        List<SharedFrame> frames = readings.frames();
        for (int i = 0; i < frames.size(); i++) {
            long cursor = i == frames.size() - 1 ? position : before;
            frames.get(i).send(viewer, subscription, cursor, i == 0 ? skipped : 0);
        }
    }

    /** Sends all buckets of a view. */
    void sendView(BucketColumns buckets, SeriesTable table, long position, long view) {
        sendBuckets(buckets, table, position, view, true);
    }

    /** Sends buckets that changed. */
    void sendBuckets(BucketColumns buckets, SeriesTable table, long position, long view) {
        sendBuckets(buckets, table, position, view, false);
    }

    private void sendBuckets(BucketColumns buckets, SeriesTable table, long position, long view, boolean whole) {
        List<LiveSeries> series = buckets.series().stream().map(table::series).toList();
        name(series);
        buckets.name(series.stream().mapToInt(one -> one.number).toArray());
        int from = 0;
        do {
            int to = Math.min(buckets.size(), from + LiveOptions.MAX_FRAME_READINGS);
            boolean begins = whole && from == 0;
            boolean ends = whole && to == buckets.size();
            viewer.sendBinary(buckets.frame(begins, ends, subscription, position, view, from, to)
                    .encode());
            from = to;
        } while (from < buckets.size());
    }

    /** A hundred viewers of hundreds of series each are told of hundreds of batches a second: not one by one. */
    private boolean hasNamed(BitSet numbers) {
        unnamed.clear();
        unnamed.or(numbers);
        unnamed.andNot(named);
        return unnamed.isEmpty();
    }

    private void name(Collection<LiveSeries> series) {
        List<LiveSeries> strangers = new ArrayList<>();
        for (LiveSeries candidate : series) {
            if (!named.get(candidate.number)) {
                named.set(candidate.number);
                strangers.add(candidate);
            }
        }
        for (int from = 0; from < strangers.size(); from += LiveOptions.MAX_MESSAGE_ITEMS) {
            int to = Math.min(strangers.size(), from + LiveOptions.MAX_MESSAGE_ITEMS);
            viewer.sendText(LiveMessages.series(subscription, strangers.subList(from, to)));
        }
    }
}
