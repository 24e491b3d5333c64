package hub.store.h2;

import hub.store.chunk.ChunkEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chunks of a device that are to be merged.
 *
 * <p>Two kinds. Chunks that overlap (late readings) are merged when there are many of them, or when the smaller ones are
 * not small against the largest. Neighbours that do not overlap are merged in tiers: eight of about one size become one of
 * the next size, so a reading is rewritten once a tier, three times or so in its life, and not with each fold.
 *
 * <p>The result covers a stretch of time which no other chunk of the device overlaps, so it does not matter that it is
 * younger than chunks which arrived after its readings.
 *
 * @param inputs ascending by time
 * @param until readings from this time on are not merged: they stay by themselves, as old as they are, since chunks that
 *     overlap them are too many to be merged in one go
 */
record MergePlan(List<ChunkRef> inputs, long until) {

    /**
     * What bounds a merge.
     *
     * @param maxInput so many readings are merged in one go at most; they are held in memory, 16 bytes each
     * @param maxSpan how long a time a chunk may cover that neighbours are merged into, in µs
     */
    record Limits(long maxInput, long maxSpan) {

        static final long USUAL_INPUT = 32L * ChunkEncoder.MAX_READINGS;
    }

    private static final int SMALLEST_TIER = 512;

    /** How eager to merge. */
    enum Zeal {
        /** As goes with a store that is written to. */
        TIERED(8),
        /** Whatever can be merged, for a store that is at rest. */
        THOROUGH(2);

        private final int fanOut;

        Zeal(int fanOut) {
            this.fanOut = fanOut;
        }
    }

    /**
     * The next merge that pays.
     *
     * @param chunks of one device
     */
    static Optional<MergePlan> next(DeviceChunks chunks, Zeal zeal, Limits limits) {
        if (chunks.all().size() < 2) {
            return Optional.empty();
        }
        List<List<ChunkRef>> clusters = clusters(chunks.all());
        for (List<ChunkRef> cluster : clusters) {
            if (cluster.size() > 1 && pays(cluster, zeal)) {
                return Optional.of(overlapping(cluster, limits.maxInput()));
            }
        }
        for (long tier = SMALLEST_TIER; tier < 8L * ChunkEncoder.MAX_READINGS; tier *= 8) {
            Optional<MergePlan> found = neighbours(clusters, tier, zeal, limits.maxSpan());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<List<ChunkRef>> clusters(List<ChunkRef> chunks) {
        List<List<ChunkRef>> clusters = new ArrayList<>();
        long maxTime = 0;
        for (ChunkRef chunk : chunks) {
            if (clusters.isEmpty() || chunk.minTime() > maxTime) {
                clusters.add(new ArrayList<>());
                maxTime = chunk.maxTime();
            }
            clusters.get(clusters.size() - 1).add(chunk);
            maxTime = Math.max(maxTime, chunk.maxTime());
        }
        return clusters;
    }

    private static boolean pays(List<ChunkRef> cluster, Zeal zeal) {
        long largest = cluster.stream().mapToLong(ChunkRef::readings).max().orElse(0);
        long rest = readings(cluster) - largest;
        return cluster.size() >= zeal.fanOut || rest >= largest / 4;
    }

    private static MergePlan overlapping(List<ChunkRef> cluster, long maxInput) {
        int end = 0;
        long readings = 0;
        while (end < cluster.size()
                && (end < 2
                        || readings + cluster.get(end).readings() <= maxInput
                        || cluster.get(end).minTime() == cluster.get(0).minTime())) {
            readings += cluster.get(end++).readings();
        }
        long until = end < cluster.size() ? cluster.get(end).minTime() : Long.MAX_VALUE;
        return new MergePlan(List.copyOf(cluster.subList(0, end)), until);
    }

    private static Optional<MergePlan> neighbours(List<List<ChunkRef>> clusters, long tier, Zeal zeal, long maxSpan) {
        List<ChunkRef> run = new ArrayList<>();
        for (List<ChunkRef> cluster : clusters) {
            ChunkRef next = cluster.get(0);
            boolean joins = cluster.size() == 1 && next.readings() < tier;
            if (!run.isEmpty() && !(joins && fits(run, next, maxSpan))) {
                if (pays(run, joins, zeal)) {
                    return Optional.of(new MergePlan(List.copyOf(run), Long.MAX_VALUE));
                }
                run.clear();
            }
            if (joins) {
                run.add(next);
            }
        }
        return pays(run, false, zeal) ? Optional.of(new MergePlan(List.copyOf(run), Long.MAX_VALUE)) : Optional.empty();
    }

    private static boolean fits(List<ChunkRef> run, ChunkRef next, long maxSpan) {
        return readings(run) + next.readings() <= ChunkEncoder.MAX_READINGS
                && next.maxTime() - run.get(0).minTime() <= maxSpan;
    }

    /** A run that the next chunk would make too long is merged although it is short, if it is half full. */
    private static boolean pays(List<ChunkRef> run, boolean full, Zeal zeal) {
        return run.size() >= zeal.fanOut || (full && run.size() > 1 && readings(run) >= ChunkEncoder.MAX_READINGS / 2);
    }

    static long readings(List<ChunkRef> chunks) {
        return chunks.stream().mapToLong(ChunkRef::readings).sum();
    }
}
