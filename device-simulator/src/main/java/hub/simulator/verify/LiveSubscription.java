package hub.simulator.verify;

import hub.json.JsonWriter;
import hub.protocol.Timestamps;
import hub.protocol.frame.LiveFrame;
import hub.simulator.verify.LiveSubscription.Following.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Up to a hundred devices, followed in mode {@code every}, over all connections. For one thread at a time. */
final class LiveSubscription {

    /** The most devices that the live protocol allows in one. */
    static final int MOST_DEVICES = 100;

    /** What a snapshot in the middle reaches back to at least. */
    private static final Duration LEAST_HISTORY = Duration.ofSeconds(30);

    private static final Duration MOST_HISTORY = Duration.ofDays(7);

    private final int id;
    private final Plan plan;
    private final LiveFollowing live;
    private final int from;
    private final int to;
    private Following following = new Following(Duration.ZERO, 0);

    /** Follows devices {@code from} up to and without {@code to} under that id. */
    LiveSubscription(int id, Plan plan, LiveFollowing live, int from, int to) {
        this.id = id;
        this.plan = plan;
        this.live = live;
        this.from = from;
        this.to = to;
    }

    /** What is so on one connection. */
    static final class Following {

        /** @param metric its number, or -1 */
        record Series(int device, int metric) {}

        private final Duration history;
        private final long hubAheadMicros;
        private final Map<Integer, Series> series = new HashMap<>();
        private boolean inSnapshot = true;
        private boolean snapshotSeen;
        private boolean refused;

        private Following(Duration history, long hubAheadMicros) {
            this.history = history;
            this.hubAheadMicros = hubAheadMicros;
        }
    }

    int id() {
        return id;
    }

    /**
     * The message that begins it on a new connection, with as much history as is needed to hear what was missed.
     *
     * @param hubAheadMicros how far the hub's clock is ahead of this machine's
     * @param anew whether the hub found the history too long: then without one
     */
    String subscribe(long hubAheadMicros, boolean anew) {
        long nowMicros = Timestamps.micros(Instant.now()) + hubAheadMicros;
        long oldest = nowMicros;
        for (int i = from; i < to; i++) {
            OptionalLong micros = live.device(i).oldestMicros();
            oldest = Math.min(oldest, micros.orElse(oldest));
        }
        Duration needed = Duration.ofMillis((nowMicros - oldest) / 1_000).plus(LEAST_HISTORY);
        Duration asked = needed.compareTo(MOST_HISTORY) > 0 ? MOST_HISTORY : needed;
        following = new Following(anew ? Duration.ZERO : asked, hubAheadMicros);
        following.refused = anew;
        JsonWriter json = new JsonWriter().beginObject();
        json.name("type").value("subscribe").name("id").value(id).name("mode").value("every");
        json.name("history").value(following.history.toString()).name("devices").beginArray();
        for (int i = from; i < to; i++) {
            json.value(plan.device(i).value());
        }
        return json.endArray().endObject().toString();
    }

    /** The hub names a series. */
    void series(int number, String device, String metric) {
        for (int i = from; i < to; i++) {
            if (plan.device(i).value().equals(device)) {
                following.series.put(number, new Series(i, ReadingPattern.metricOf(metric)));
            }
        }
    }

    /** Whether the first snapshot of this connection is through. */
    boolean isFollowing() {
        return following.snapshotSeen;
    }

    /** Readings came. */
    void frame(LiveFrame frame) {
        live.counts().skipped(frame.skipped());
        if (frame.snapshotStarts()) {
            snapshotStarts();
        }
        for (int i = 0; i < frame.count(); i++) {
            Series series = following.series.get(frame.series()[i]);
            if (series == null) {
                live.counts().unsent("series " + frame.series()[i] + " was never named");
            } else {
                live.device(series.device())
                        .came(series.metric(), frame.times()[i], frame.values()[i], !following.inSnapshot);
            }
        }
        if (frame.snapshotEnds()) {
            following.inSnapshot = false;
            following.snapshotSeen = true;
        }
    }

    /** A snapshot in the middle says that something was left out, and replaces as much of it as the history asked for. */
    private void snapshotStarts() {
        following.inSnapshot = true;
        if (following.snapshotSeen || following.refused) {
            live.counts().snapshot();
            long now = Timestamps.micros(Instant.now()) + following.hubAheadMicros;
            long reaches = now - following.history.toNanos() / 1_000;
            for (int i = from; i < to; i++) {
                live.device(i).toldGapBefore(reaches);
            }
        }
    }
}
