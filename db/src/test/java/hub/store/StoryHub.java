package hub.store;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.Journal;
import hub.journal.JournalException;
import hub.journal.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Journal and store as the hub puts them together, fed with a {@link Story}: one life, in one thread. */
public final class StoryHub {

    private final Journal journal;
    private final ReadingStore store;
    private final Story story;
    private final ReplayReport report;
    private int next;
    private @Nullable Runnable afterTrimmingTooEarly;

    /** Applies what the journal has beyond the store; the story goes on where it ends. */
    public StoryHub(Journal journal, ReadingStore store, Story story) {
        this.journal = journal;
        this.store = store;
        this.story = story;
        List<AppliedEntry> batch = new ArrayList<>();
        this.report = journal.replay(store.appliedPosition(), (position, record) -> {
            batch.add(new AppliedEntry(position, EntryCodec.decode(record)));
        });
        store.apply(batch);
        this.next = Story.length(store);
    }

    /** What was read from the journal, and what was not. */
    public ReplayReport report() {
        return report;
    }

    /**
     * The mistake that a test must find: the journal is trimmed before what it held is forced elsewhere.
     *
     * @param then happens between the two, such as a power cut soon, which would rarely come there by chance
     */
    public void trimTooEarly(Runnable then) {
        afterTrimmingTooEarly = then;
    }

    /** Which entry is the next. */
    public int next() {
        return next;
    }

    /** Does one thing or another. Returns up to which number entries are acknowledged now. */
    public int step(SplittableRandom random, Ledger ledger) {
        int what = random.nextInt(8);
        if (what == 0) {
            fold();
        } else if (what == 1) {
            maintain(ledger);
        } else {
            append(1 + random.nextInt(12), random.nextInt(4), ledger);
        }
        return next;
    }

    /** Merges and deletes as much as there is. */
    public void maintain(Ledger ledger) {
        long now = Story.time(next);
        ledger.maintained(now);
        boolean more;
        do {
            more = store.maintain(now);
        } while (more);
    }

    /** Folds and trims. */
    public void fold() {
        if (afterTrimmingTooEarly == null) {
            journal.trim(store.fold());
        } else {
            journal.trim(store.appliedPosition());
            afterTrimmingTooEarly.run();
            store.fold();
        }
    }

    /**
     * Sends the newest frames again, as a device does that missed the acknowledgement, and then new entries.
     *
     * @return how many frames were sent again
     */
    public int append(int count, int again, Ledger ledger) {
        List<Entry> entries = new ArrayList<>();
        for (int number = Math.max(0, next - again); number < next; number++) {
            if (story.entry(number) instanceof Entry.Readings frame && !story.isErased(number, next)) {
                entries.add(frame);
            }
        }
        int repeated = entries.size();
        for (int i = 0; i < count; i++) {
            entries.add(story.entry(next + i));
        }
        ledger.sent(next + count);
        List<CompletableFuture<Long>> positions =
                entries.stream().map(this::append).toList();
        List<AppliedEntry> durable = new ArrayList<>();
        try {
            for (CompletableFuture<Long> position : positions) {
                durable.add(new AppliedEntry(position.join(), entries.get(durable.size())));
            }
        } catch (CompletionException e) {
            throw new JournalException("not acknowledged: " + e.getMessage(), e);
        } finally {
            store.apply(durable);
            next += Math.max(0, durable.size() - repeated);
            ledger.acknowledged(next);
        }
        return repeated;
    }

    private CompletableFuture<Long> append(Entry entry) {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        try {
            journal.append(EntryCodec.encode(entry), new Journal.AppendListener() {
                @Override
                public void durable(long position) {
                    durable.complete(position);
                }

                @Override
                public void failed(Throwable cause) {
                    durable.completeExceptionally(cause);
                }
            });
        } catch (JournalException e) {
            durable.completeExceptionally(e);
        }
        return durable;
    }
}
