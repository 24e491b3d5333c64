package hub.live;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** Sends columns to one subscription, and before them the names of series that it has not heard of. */
final class SeriesFrames {

    private final int subscription;
    private final Viewer viewer;
    private final BitSet named = new BitSet();

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
            viewer.sendBinary(columns.frame(
                            from == 0, to == columns.size(), subscription, position, from == 0 ? skipped : 0, from, to)
                    .encode());
            from = to;
        } while (from < columns.size());
    }

    /** Sends a delta. */
    void send(Collection<LiveSeries> series, LiveColumns columns, long position, long skipped) {
        name(series);
        for (int from = 0; from < columns.size(); from += LiveOptions.MAX_FRAME_READINGS) {
            int to = Math.min(columns.size(), from + LiveOptions.MAX_FRAME_READINGS);
            viewer.sendBinary(columns.frame(false, false, subscription, position, from == 0 ? skipped : 0, from, to)
                    .encode());
        }
    }

    private void name(Collection<LiveSeries> series) {
        List<LiveSeries> unnamed = new ArrayList<>();
        for (LiveSeries candidate : series) {
            if (!named.get(candidate.number)) {
                named.set(candidate.number);
                unnamed.add(candidate);
            }
        }
        if (!unnamed.isEmpty()) {
            viewer.sendText(LiveMessages.series(subscription, unnamed));
        }
    }
}
