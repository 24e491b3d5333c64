package hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was told and what was acknowledged, and whether a store that comes back after a fault agrees: it must show a
 * beginning of the story that holds all that was acknowledged and all that it has shown before, and nothing else.
 */
public final class Ledger {

    private static final long KEPT = Duration.ofHours(1).toMillis() * 1_000;

    private final Story story;
    private final StoreModel model = new StoreModel();
    private int shown;
    private int acknowledged;
    private int sent;
    private long expired = Long.MIN_VALUE;

    /** Nothing is told yet. */
    public Ledger(Story story) {
        this.story = story;
    }

    /** The store may know the entries before this number. */
    public void sent(int before) {
        sent = Math.max(sent, before);
    }

    /** The store must know the entries before this number. */
    public void acknowledged(int before) {
        acknowledged = Math.max(acknowledged, before);
    }

    /** How many entries were acknowledged. */
    public int acknowledged() {
        return acknowledged;
    }

    /** The store may have deleted readings of {@link Story#BRIEF} that were over at that time. */
    public void maintained(long nowMicros) {
        expired = Math.max(expired, nowMicros - KEPT);
    }

    /** The story that is told. */
    public Story story() {
        return story;
    }

    /** Fails if the store does not agree. What it shows now it must show for ever. */
    public void verify(ReadingStore store) {
        int length = Story.length(store);
        assertThat(length).as("entries shown").isBetween(Math.max(shown, acknowledged), sent);
        for (; shown < length; shown++) {
            model.apply(story.entry(shown));
        }
        verify(StoreContent.of(store), StoreContent.of(model));
    }

    private void verify(StoreContent found, StoreContent wanted) {
        if (expired == Long.MIN_VALUE) {
            requireEqual(found, wanted);
            return;
        }
        requireEqual(found.without(Story.BRIEF), wanted.without(Story.BRIEF));
        verifyBrief(found.readings(), wanted.readings());
        assertThat(found.scanned().equals(found.readings())).isTrue();
    }

    /** Of those that are over, any may be there. */
    private void verifyBrief(List<StoredReading> found, List<StoredReading> wanted) {
        Set<StoredReading> all = new HashSet<>(brief(wanted, Long.MIN_VALUE));
        List<StoredReading> kept = brief(found, Long.MIN_VALUE);
        assertThat(all.containsAll(kept)).as("never sent").isTrue();
        assertThat(new HashSet<>(kept)).as("none twice").hasSameSizeAs(kept);
        assertThat(brief(found, expired).equals(brief(wanted, expired)))
                .as("kept")
                .isTrue();
    }

    private static List<StoredReading> brief(List<StoredReading> readings, long from) {
        return readings.stream()
                .filter(reading -> reading.device().equals(Story.BRIEF.value()) && reading.time() >= from)
                .toList();
    }

    /** Without a description of all that is equal. */
    private static void requireEqual(StoreContent found, StoreContent wanted) {
        assertThat(found.devices()).isEqualTo(wanted.devices());
        assertThat(found.series()).isEqualTo(wanted.series());
        assertThat(found.events().equals(wanted.events())).as("events").isTrue();
        requireEqual("readings", found.readings(), wanted.readings());
        requireEqual("scanned readings", found.scanned(), wanted.scanned());
    }

    private static void requireEqual(String what, List<StoredReading> found, List<StoredReading> wanted) {
        if (!found.equals(wanted)) {
            Set<StoredReading> missing = new HashSet<>(wanted);
            found.forEach(missing::remove);
            Set<StoredReading> extra = new HashSet<>(found);
            wanted.forEach(extra::remove);
            throw new AssertionError(what + ": found " + found.size() + ", wanted " + wanted.size() + ", missing "
                    + missing.size() + " " + missing.stream().limit(3).toList() + ", extra " + extra.size() + " "
                    + extra.stream().limit(3).toList());
        }
    }
}
