package hub.store.h2;

import hub.store.chunk.ChunkEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chunks of a device that are to be merged.
 *
 * <p>Two kinds. Chunks that overlap (late readings) are merged when there are many of them, or when the smaller ones are
 * not small against the largest. Neighbours that do not overlap are merged when the result is four times as large as the
 * largest of them: so a reading is rewritten a few times in its life, and not with each fold.
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

    /** A run before a chunk that does not fit has no more to wait for: by so much it must outgrow its largest. */
    private static final double FULL_GROWTH = 1.25;

    /** How eager to merge. */
    enum Zeal {
        /** As goes with a store that is written to. */
        TIERED(8, 4),
        /** Whatever can be merged, for a store that is at rest. */
        THOROUGH(2, 1);

        private final int fanOut;

        /** The result is so many times as large as the largest of what is merged. */
        private final double growth;

        Zeal(int fanOut, double growth) {
            this.fanOut = fanOut;
            this.growth = growth;
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
        return neighbours(clusters, zeal, limits.maxSpan());
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
        long rest = readings(cluster) - largest(cluster);
        return cluster.size() >= zeal.fanOut || rest >= largest(cluster) / 4;
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

    private static Optional<MergePlan> neighbours(List<List<ChunkRef>> clusters, Zeal zeal, long maxSpan) {
        List<ChunkRef> run = new ArrayList<>();
        for (List<ChunkRef> cluster : clusters) {
            boolean single = cluster.size() == 1;
            if (!run.isEmpty() && !(single && fits(run, cluster.get(0), maxSpan))) {
                Optional<MergePlan> found = in(run, single, zeal);
                if (found.isPresent()) {
                    return found;
                }
                run.clear();
            }
            if (single) {
                run.add(cluster.get(0));
            }
        }
        return in(run, false, zeal);
    }

    private static boolean fits(List<ChunkRef> run, ChunkRef next, long maxSpan) {
        return readings(run) + next.readings() <= ChunkEncoder.MAX_READINGS
                && next.maxTime() - run.get(0).minTime() <= maxSpan;
    }

    /**
     * The longest end of a run that pays, or all of it if the next chunk would be too much.
     *
     * @param full whether it ends because the next chunk does not fit
     */
    private static Optional<MergePlan> in(List<ChunkRef> run, boolean full, Zeal zeal) {
        for (int from = 0; from + zeal.fanOut <= run.size(); from++) {
            List<ChunkRef> end = run.subList(from, run.size());
            if (readings(end) >= zeal.growth * largest(end)) {
                return Optional.of(new MergePlan(List.copyOf(end), Long.MAX_VALUE));
            }
        }
        boolean pays = full && run.size() > 1 && readings(run) >= FULL_GROWTH * largest(run);
        return pays ? Optional.of(new MergePlan(List.copyOf(run), Long.MAX_VALUE)) : Optional.empty();
    }

    private static long largest(List<ChunkRef> chunks) {
        return chunks.stream().mapToLong(ChunkRef::readings).max().orElse(0);
    }

    static long readings(List<ChunkRef> chunks) {
        return chunks.stream().mapToLong(ChunkRef::readings).sum();
    }
}
