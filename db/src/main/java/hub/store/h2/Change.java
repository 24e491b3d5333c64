package hub.store.h2;

import java.util.List;
import java.util.Set;

/**
 * What is to be done with chunks of one device.
 *
 * @param merges at most one
 * @param removals chunks of which the time is over
 * @param strips chunks of which some series' time is over
 */
record Change(DeviceState device, List<MergePlan> merges, List<ChunkRef> removals, List<Strip> strips) {

    /** A chunk, and the series that go from it. */
    record Strip(ChunkRef chunk, Set<Integer> series) {}

    static Change merge(DeviceState device, MergePlan plan) {
        return new Change(device, List.of(plan), List.of(), List.of());
    }

    static Change expiry(DeviceState device, List<ChunkRef> removals, List<Strip> strips) {
        return new Change(device, List.of(), removals, strips);
    }

    /** How many chunks it replaces. */
    int chunks() {
        return merges.stream().mapToInt(merge -> merge.inputs().size()).sum() + removals.size() + strips.size();
    }

    /** How many readings it rewrites. */
    long readings() {
        return merges.stream()
                        .mapToLong(merge -> MergePlan.readings(merge.inputs()))
                        .sum()
                + strips.stream().mapToLong(strip -> strip.chunk().readings()).sum();
    }
}
