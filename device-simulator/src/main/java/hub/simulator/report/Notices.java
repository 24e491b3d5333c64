package hub.simulator.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Passes on what the user should know, without a flood: of each kind the first few word for word, then only how many
 * more there were. Ten thousand devices that lose their hub say the same thing ten thousand times. Safe from any thread.
 */
public final class Notices {

    private static final int WORD_FOR_WORD = 3;

    private final Consumer<String> out;
    private final Map<String, Integer> seen = new LinkedHashMap<>();

    /** @param out takes each line */
    public Notices(Consumer<String> out) {
        this.out = out;
    }

    /**
     * Something happened.
     *
     * @param kind what notices that say the same have in common
     * @param text the line
     */
    public synchronized void add(String kind, String text) {
        if (seen.merge(kind, 1, Integer::sum) <= WORD_FOR_WORD) {
            out.accept(text);
        }
    }

    /** Tells how many were left out and begins anew. To be called now and then, and at the end. */
    public synchronized void flush() {
        seen.forEach((kind, count) -> {
            if (count > WORD_FOR_WORD) {
                out.accept("… and " + (count - WORD_FOR_WORD) + " more: " + kind);
            }
        });
        seen.clear();
    }
}
