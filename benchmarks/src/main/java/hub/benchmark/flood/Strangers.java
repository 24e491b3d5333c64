package hub.benchmark.flood;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All attackers, served by one thread. They come one after the other; none comes again. */
final class Strangers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI hub;
    private final List<Stranger> all = new ArrayList<>();
    private final int count;
    private final Duration spread;

    /**
     * So many of them.
     *
     * @param spread in which time they come
     */
    Strangers(URI hub, int count, Duration spread) {
        this.hub = hub;
        this.count = count;
        this.spread = spread;
    }

    /** Attacks; returns when the hub is rid of all, or after half a minute. */
    List<Stranger> attack() throws IOException {
        List<Turn> turns = turns();
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            long end = start + spread.toNanos() + PATIENCE.toNanos();
            while (System.nanoTime() < end && !(all.size() == count && allGone())) {
                long due = Math.min(count, count * (System.nanoTime() - start) / spread.toNanos());
                while (all.size() < due) {
                    Turn turn = turns.get(all.size() % turns.size());
                    all.add(new Stranger(turn.attack, hub, all.size(), turn.block, selector));
                }
                selector.select(key -> ((Stranger) key.attachment()).goOn(key), 1);
            }
        }
        return all;
    }

    private record Turn(Attack attack, ByteBuffer block) {}

    private static List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (Attack attack : Attack.values()) {
            turns.addAll(Collections.nCopies(attack.share(), new Turn(attack, attack.block())));
        }
        return turns;
    }

    private boolean allGone() {
        return all.stream().allMatch(Stranger::isGone);
    }
}
