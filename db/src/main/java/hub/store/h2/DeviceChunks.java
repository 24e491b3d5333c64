package hub.store.h2;

import hub.store.TimeRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The chunks of a device, ascending by time. Never changes, so a question may keep it.
 *
 * <p>All devices' lists are in memory: finding chunks costs no look into the database, and no damaged index can hide one.
 */
record DeviceChunks(List<ChunkRef> all) {

    static final DeviceChunks NONE = new DeviceChunks(List.of());

    DeviceChunks {
        all = List.copyOf(all);
    }

    static DeviceChunks of(Collection<ChunkRef> chunks) {
        return new DeviceChunks(chunks.stream().sorted(ChunkRef.BY_TIME).toList());
    }

    DeviceChunks with(Collection<ChunkRef> added) {
        return replace(List.of(), added);
    }

    /** These without some, and with others. */
    DeviceChunks replace(Collection<ChunkRef> removed, Collection<ChunkRef> added) {
        Set<ChunkRef> gone = new HashSet<>(removed);
        List<ChunkRef> next = new ArrayList<>(all.size() + added.size());
        for (ChunkRef chunk : all) {
            if (gone.isEmpty() || !gone.contains(chunk)) {
                next.add(chunk);
            }
        }
        next.addAll(added);
        next.sort(ChunkRef.BY_TIME);
        return new DeviceChunks(next);
    }

    /** Those of these that others lack. */
    List<ChunkRef> without(DeviceChunks others) {
        List<ChunkRef> rest = new ArrayList<>(all);
        rest.removeAll(new HashSet<>(others.all()));
        return rest;
    }

    /** Those that may have readings in the range. */
    List<ChunkRef> in(TimeRange range) {
        List<ChunkRef> found = new ArrayList<>();
        for (ChunkRef chunk : all) {
            if (chunk.minTime() >= range.toMicros()) {
                break;
            }
            if (chunk.overlaps(range)) {
                found.add(chunk);
            }
        }
        return found;
    }
}
