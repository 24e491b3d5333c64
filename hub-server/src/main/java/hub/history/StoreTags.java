package hub.history;

import hub.store.ReadingStore;
import hub.store.TimeRange;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.LongSupplier;

/** Tags of answers that are not known before they are written: they change with every entry that is applied and when readings expire. */
final class StoreTags {

    private static final long MINUTE = 60_000_000;

    private final ReadingStore store;
    private final long startedMicros;
    private final LongSupplier choice;

    /**
     * @param startedMicros when the hub was started, in µs since 1970
     * @param choice another number when other devices may be meant by the same words
     */
    StoreTags(ReadingStore store, long startedMicros, LongSupplier choice) {
        this.choice = choice;
        this.store = store;
        this.startedMicros = startedMicros;
    }

    /** The tag of what is asked, as the store is now. So it tells more changes than there are. */
    String tag(QueryParameters parameters, Format format, TimeRange range) {
        // A flag tells of times that are still to come.
        long minute = parameters.single("qa").isPresent() ? parameters.nowMicros() / MINUTE : 0;
        String state = parameters.canonical(Set.of()) + format + range + startedMicros + " " + store.appliedPosition()
                + " " + store.statistics().expiredChunks() + " " + minute + " " + choice.getAsLong();
        return EntityTags.ofContent(state.getBytes(StandardCharsets.UTF_8));
    }
}
