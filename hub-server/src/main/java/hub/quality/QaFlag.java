package hub.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is to be known of a reading, most of it why it is doubtful. What each means exactly, and from where its thresholds are, says {@link QaTable}. */
public enum QaFlag {
    /** Outside what the metric can be. */
    RANGE(1),
    /** At the end of the sensor's scale, or resting at a value where sensors rest. */
    RAIL(2),
    /** The same value for too long. */
    STUCK(4),
    /** Far from the readings around it. */
    SPIKE(8),
    /** At a time that no reading can have. */
    CLOCK(16),
    /** Measured while the device was not connected, so that it came later; the value is none the worse for it. */
    LATE(32);

    /** Every flag. */
    public static final Set<QaFlag> ALL = Set.of(values());

    /** Every flag that makes a value doubtful. */
    public static final Set<QaFlag> DOUBTFUL = Set.of(RANGE, RAIL, STUCK, SPIKE, CLOCK);

    private static final List<List<String>> NAMES = names();

    private final int bit;

    QaFlag(int bit) {
        this.bit = bit;
    }

    /** Where it stands among the flags of a reading. */
    public int bit() {
        return bit;
    }

    /** As it stands in parameters and answers. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The flag of that name. */
    public static Optional<QaFlag> parse(String name) {
        return Arrays.stream(values())
                .filter(flag -> flag.wireName().equals(name))
                .findFirst();
    }

    /** Several as the sum of their bits. */
    public static int bits(Set<QaFlag> flags) {
        return flags.stream().mapToInt(QaFlag::bit).sum();
    }

    /** The names of the flags of a reading, in the order above. */
    public static List<String> names(int flags) {
        return NAMES.get(flags);
    }

    private static List<List<String>> names() {
        List<List<String>> all = new ArrayList<>();
        for (int flags = 0; flags < 1 << values().length; flags++) {
            int of = flags;
            all.add(Arrays.stream(values())
                    .filter(flag -> (flag.bit & of) != 0)
                    .map(QaFlag::wireName)
                    .toList());
        }
        return List.copyOf(all);
    }
}
