package hub.store.h2;

import hub.store.chunk.FilledBlock;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Parts that overlap, merged by time; of equal times the later arrival.
 *
 * <p>A part is opened when the walk reaches its first time, so only parts that overlap are in memory together.
 */
final class MergedBlocks extends FilledBlock implements Blocks {

    private final List<Part> parts;
    private final PriorityQueue<Run> open = new PriorityQueue<>();
    private int nextPart;
    private int taken;
    private long skipTo = Long.MIN_VALUE;
    private long lastTime = Long.MIN_VALUE;
    private boolean begun;

    /** @param parts ascending by their first time */
    MergedBlocks(List<Part> parts) {
        this.parts = parts;
    }

    @Override
    public boolean next() {
        int scale = NO_SCALE;
        taken = 0;
        while (taken < MAX_SIZE) {
            openReached();
            Run first = open.peek();
            if (first == null || (taken > 0 && first.blocks.scale() != scale)) {
                break; // A block has one scale.
            }
            open.remove();
            scale = first.blocks.scale();
            take(first);
            if (first.at < first.blocks.size() || first.refill()) {
                open.add(first);
            }
        }
        filled(taken, scale, false);
        return taken > 0;
    }

    /** Takes readings of a run as far as no other part can have one in between. */
    private void take(Run run) {
        long limit = nextPart < parts.size() ? parts.get(nextPart).minTime() : Long.MAX_VALUE;
        Run second = open.peek();
        if (second != null) {
            limit = Math.min(limit, second.time());
        }
        long[] in = run.blocks.times();
        int end = run.blocks.size();
        boolean isDecimal = run.blocks.scale() != NO_SCALE;
        do {
            if (!begun || in[run.at] > lastTime) { // Otherwise a later arrival of that time was taken.
                begun = true;
                lastTime = in[run.at];
                put(run.blocks, run.at, isDecimal);
            }
            run.at++;
        } while (run.at < end && taken < MAX_SIZE && in[run.at] < limit);
    }

    private void put(Blocks from, int index, boolean isDecimal) {
        times[taken] = from.times()[index];
        if (isDecimal) {
            mantissas[taken] = from.mantissas()[index];
        } else {
            values[taken] = from.values()[index];
        }
        taken++;
    }

    /** Opens every part that begins at or before the next reading: it may hold it, or a later arrival of it. */
    private void openReached() {
        while (nextPart < parts.size()
                && (open.isEmpty()
                        || parts.get(nextPart).minTime() <= open.peek().time())) {
            Part part = parts.get(nextPart);
            Run run = new Run(part.open(), part.arrival());
            run.blocks.skipTo(skipTo);
            nextPart++; // Only now: after a failure the next call fails again, rather than leave a part out.
            if (run.refill()) {
                open.add(run);
            }
        }
    }

    @Override
    public void skipTo(long timeMicros) {
        skipTo = timeMicros;
    }

    /** An open part at one of its readings; ordered by time, of equal times the later arrival first. */
    private static final class Run implements Comparable<Run> {

        private final Blocks blocks;
        private final long arrival;
        private int at;

        Run(Blocks blocks, long arrival) {
            this.blocks = blocks;
            this.arrival = arrival;
        }

        boolean refill() {
            at = 0;
            return blocks.next();
        }

        long time() {
            return blocks.times()[at];
        }

        @Override
        public int compareTo(Run other) {
            int byTime = Long.compare(time(), other.time());
            return byTime != 0 ? byTime : Long.compare(other.arrival, arrival);
        }
    }
}
