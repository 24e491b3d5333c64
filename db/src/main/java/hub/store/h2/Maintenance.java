package hub.store.h2;

import hub.store.RetentionRules;
import hub.store.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides which chunks to merge, to strip and to remove next, so many that one transaction does not take long. Confined to
 * the thread that folds.
 */
final class Maintenance {

    /** Readings rewritten in one transaction: some ten milliseconds of work. */
    private static final long MAX_READINGS = 300_000;

    /** Chunks replaced in one transaction. */
    private static final int MAX_CHUNKS = 1_000;

    private static final long LONGEST_SPAN = Duration.ofDays(64).toMillis() * 1_000;

    private final RetentionRules rules;
    private final Function<DeviceState, List<SeriesState>> seriesOf;
    private final long maxInput;
    private final Set<DeviceState> mergeable = new LinkedHashSet<>();

    /** Of how many series the time was over when they were last taken out of a chunk. */
    private final Map<Long, Integer> stripped = new HashMap<>();

    /**
     * Begins with nothing to do.
     *
     * @param seriesOf the series of a device now; takes the store's lock
     * @param maxInput so many readings are merged in one go at most
     */
    Maintenance(RetentionRules rules, Function<DeviceState, List<SeriesState>> seriesOf, long maxInput) {
        this.rules = rules;
        this.seriesOf = seriesOf;
        this.maxInput = maxInput;
    }

    /** The device's chunks have changed. */
    void changed(DeviceState device) {
        if (!device.tombstone) {
            mergeable.add(device);
        }
    }

    /** The next merges, one a device; a device is done with when nothing of it pays to be merged. */
    List<Change> merges(MergePlan.Zeal zeal) {
        List<Change> changes = new ArrayList<>();
        long readings = 0;
        long chunks = 0;
        for (Iterator<DeviceState> each = mergeable.iterator();
                each.hasNext() && readings < MAX_READINGS && chunks < MAX_CHUNKS; ) {
            DeviceState device = each.next();
            Optional<MergePlan> plan = device.tombstone
                    ? Optional.empty()
                    : MergePlan.next(device.chunks, zeal, new MergePlan.Limits(maxInput, maxSpan(device)));
            if (plan.isEmpty()) {
                each.remove();
            } else {
                Change change = Change.merge(device, plan.get());
                changes.add(change);
                readings += change.readings();
                chunks += change.chunks();
            }
        }
        return changes;
    }

    /** So short that whole chunks go when their time is over, and not long afterwards. */
    private long maxSpan(DeviceState device) {
        long span = LONGEST_SPAN;
        if (!rules.keepsAll()) {
            for (SeriesState series : seriesOf.apply(device)) {
                span = Math.min(span, rules.keepMicros(device.id, series.metric).orElse(Long.MAX_VALUE) / 8);
            }
        }
        return span;
    }

    /** Chunks of which the time is over, and those of which it is over for some series. */
    List<Change> expiries(Iterable<DeviceState> devices, long now) {
        List<Change> changes = new ArrayList<>();
        long readings = 0;
        long chunks = 0;
        for (DeviceState device : devices) {
            Change change = expiry(device, now);
            if (change.chunks() > 0) {
                changes.add(change);
                readings += change.readings();
                chunks += change.chunks();
            }
            if (readings >= MAX_READINGS || chunks >= MAX_CHUNKS) {
                break;
            }
        }
        return changes;
    }

    private Change expiry(DeviceState device, long now) {
        Map<Integer, Long> deadlines = deadlines(device, now);
        List<ChunkRef> removals = new ArrayList<>();
        List<Change.Strip> strips = new ArrayList<>();
        for (ChunkRef chunk : dueByArrival(device.chunks, deadlines)) {
            Set<Integer> over = over(newestUnder(chunk, device.chunks), deadlines);
            if (removals.size() + strips.size() >= MAX_CHUNKS) {
                break;
            } else if (over.size() == deadlines.size()) {
                removals.add(chunk);
            } else if (over.size() > stripped.getOrDefault(chunk.id(), 0)) {
                strips.add(new Change.Strip(chunk, over));
            }
        }
        return Change.expiry(device, removals, strips);
    }

    /** What corrects goes with what it corrects or after it: or what was wrong would show again. */
    private List<ChunkRef> dueByArrival(DeviceChunks chunks, Map<Integer, Long> deadlines) {
        return chunks.all().stream()
                .filter(chunk -> over(chunk.maxTime(), deadlines).size() > stripped.getOrDefault(chunk.id(), 0))
                .sorted(Comparator.comparingLong(ChunkRef::arrival))
                .toList();
    }

    /** The newest time in a chunk and those that it may correct. */
    private static long newestUnder(ChunkRef chunk, DeviceChunks chunks) {
        long newest = chunk.maxTime();
        for (ChunkRef other : chunks.in(new TimeRange(chunk.minTime(), chunk.maxTime() + 1))) {
            newest = other.arrival() < chunk.arrival() ? Math.max(newest, other.maxTime()) : newest;
        }
        return newest;
    }

    /** The series of which everything up to a time is over. */
    private static Set<Integer> over(long newest, Map<Integer, Long> deadlines) {
        Set<Integer> over = new HashSet<>();
        deadlines.forEach((series, deadline) -> {
            if (newest < deadline) {
                over.add(series);
            }
        });
        return over;
    }

    /** Of each series the time before which its readings go; of one that is kept for ever, the least time. */
    private Map<Integer, Long> deadlines(DeviceState device, long now) {
        Map<Integer, Long> deadlines = new HashMap<>();
        boolean any = false;
        for (SeriesState series : seriesOf.apply(device)) {
            OptionalLong keep = rules.keepMicros(device.id, series.metric);
            deadlines.put(series.number, keep.isPresent() ? now - keep.getAsLong() : Long.MIN_VALUE);
            any |= keep.isPresent();
        }
        return any ? deadlines : Map.of();
    }

    /** All chunks of devices that are erased. */
    static List<Change> erasures(List<DeviceState> erased) {
        List<Change> changes = new ArrayList<>();
        int room = MAX_CHUNKS;
        for (DeviceState device : erased) {
            List<ChunkRef> chunks = device.chunks.all();
            if (!chunks.isEmpty() && room > 0) {
                List<ChunkRef> some = chunks.subList(0, Math.min(room, chunks.size()));
                changes.add(Change.expiry(device, some, List.of()));
                room -= some.size();
            }
        }
        return changes;
    }

    /** A change is done. */
    void done(Change change, ChunkMerge.Result result) {
        changed(change.device());
        result.removed().forEach(chunk -> stripped.remove(chunk.id()));
        for (Change.Strip strip : change.strips()) {
            for (ChunkRef now : result.chunks().all()) {
                if (now.arrival() == strip.chunk().arrival()) { // The chunk itself, or the one in its place.
                    stripped.put(now.id(), strip.series().size());
                }
            }
        }
    }
}
