package hub.simulator.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the comparison came to. For one thread. */
public final class Findings {

    private static final int MOST_EXAMPLES_OF_A_FAULT = 5;

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Fault, List<String>> examples = new EnumMap<>(Fault.class);
    private long stored;
    private long unacknowledgedStored;

    void fault(Fault fault, String example) {
        faults.merge(fault, 1L, Long::sum);
        List<String> some = examples.computeIfAbsent(fault, first -> new ArrayList<>());
        if (some.size() < MOST_EXAMPLES_OF_A_FAULT) {
            some.add(example);
        }
    }

    /** A reading came back. */
    void stored() {
        stored++;
    }

    /** A reading came back right that was never acknowledged, as may be. */
    void unacknowledgedStored() {
        unacknowledgedStored++;
    }

    /** Adds what another comparison came to. */
    void add(Findings other) {
        stored += other.stored;
        unacknowledgedStored += other.unacknowledgedStored;
        other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        other.examples.forEach((fault, lines) -> {
            List<String> some = examples.computeIfAbsent(fault, first -> new ArrayList<>());
            lines.stream().limit(MOST_EXAMPLES_OF_A_FAULT - some.size()).forEach(some::add);
        });
    }

    /** How many readings have that fault. */
    public long count(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    /** How many readings came back. */
    public long storedReadings() {
        return stored;
    }

    /** How many of them were sent and never acknowledged. */
    public long unacknowledgedStoredReadings() {
        return unacknowledgedStored;
    }

    /** The first of each fault, in words. */
    public List<String> examples() {
        List<String> all = new ArrayList<>();
        examples.forEach((fault, lines) ->
                lines.forEach(line -> all.add(fault.name().toLowerCase(Locale.ROOT) + ": " + line)));
        return all;
    }

    /** Whether there is no fault. */
    public boolean isClean() {
        return faults.isEmpty();
    }
}
