package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.event;
import static hub.store.TestEntries.hubEvent;
import static hub.store.TestEntries.sample;
import static hub.store.TestEntries.sequenced;

import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.entry.Event;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalOptions;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.AppliedEntry;
import hub.store.DataDirectory;
import hub.store.StoreException;
import hub.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A data directory as a crash leaves it: chunks that were merged, garbage, events, and a journal that goes on. */
public final class StoredSample {

    /** Readings in the database, all of different times and series. */
    public static final int FOLDED = 3 * 9 * 20 * 2;

    /** Readings in the journal only. */
    public static final int UNFOLDED = 10;

    private static final int FOLDS = 9;

    private static final JournalOptions OPTIONS = JournalOptions.defaults().withSegmentBytes(16 << 10);

    private StoredSample() {}

    /** Makes one. */
    public static Path create(Path directory, Path copy) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
                Journal journal = FileJournal.open(data.journal(), OPTIONS);
                H2ReadingStore store = H2ReadingStore.open(data.database(), StoreOptions.foldingAt(1_000_000))) {
            append(journal, store, List.of(hubEvent(NOW, "began"), profile("d0")));
            for (int fold = 0; fold < FOLDS; fold++) {
                append(journal, store, frames(fold));
                journal.trim(store.fold());
                if (fold == FOLDS - 2) {
                    store.maintain(NOW); // Merges eight chunks of each device into one.
                }
            }
            List<Entry> late = new ArrayList<>();
            for (int i = 0; i < UNFOLDED; i++) {
                late.add(sequenced("d0", 1, 10_000 + i, sample("pm10", NOW + 900_000_000L + i, i)));
            }
            append(journal, store, late);
            DirectoryCopy.of(directory, copy);
            DirectoryCopy.of(data.journal(), copy.resolve("journal"));
        }
        return copy;
    }

    private static Entry profile(String device) {
        return new Entry.Profile(new DeviceId(device), NOW, hello());
    }

    private static Hello hello() {
        return EntryCodec.hello("{\"type\":\"hello\",\"name\":\"roof\"}");
    }

    private static List<Entry> frames(int fold) {
        List<Entry> entries = new ArrayList<>();
        for (int device = 0; device < 3; device++) {
            for (int i = 0; i < 20; i++) {
                int number = 20 * fold + i;
                long time = NOW + 1_000_000L * number;
                entries.add(sequenced(
                        "d" + device,
                        1,
                        number + 1,
                        sample("pm10", time, number / 10.0),
                        sample("own", time, Math.sqrt(number))));
            }
            entries.add(event(
                    NOW + 1_000_000L * fold + device, Event.Type.ofCode(1 + fold % 3), "d" + device, "fold " + fold));
        }
        return entries;
    }

    /** Appends entries to a journal, waits for them, and gives them to a store. */
    static void append(Journal journal, H2ReadingStore store, List<Entry> entries) {
        List<CompletableFuture<Long>> positions = new ArrayList<>();
        for (Entry entry : entries) {
            CompletableFuture<Long> durable = new CompletableFuture<>();
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
            positions.add(durable);
        }
        List<AppliedEntry> batch = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            batch.add(new AppliedEntry(positions.get(i).join(), entries.get(i)));
        }
        store.apply(batch);
    }

    /** Runs a statement on the database of a directory, as no hub would. */
    public static void tamper(Path directory, String sql) {
        tamper(directory, sql, Optional.empty());
    }

    static void tamper(Path directory, String sql, Optional<byte[]> parameter) {
        try (Database database = Database.open(directory.resolve("hub"))) {
            int changed = database.commitDurably(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    if (parameter.isPresent()) {
                        statement.setBytes(1, parameter.get());
                    }
                    return statement.executeUpdate();
                }
            });
            if (changed == 0) {
                throw new StoreException("changed nothing: " + sql);
            }
        }
    }
}
