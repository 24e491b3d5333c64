package hub.store.check;

import hub.entry.CorruptEntryException;
import hub.entry.Entry;
import hub.entry.EntryCodec;
import hub.journal.Damage;
import hub.journal.JournalCheck;
import hub.journal.JournalException;
import hub.store.DataDirectory;
import hub.store.Finding;
import hub.store.Progress;
import hub.store.StoreException;
import hub.store.h2.DatabaseCheck;
import hub.store.h2.RegistryCheck;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Checks all that a hub has stored, and changes nothing. What it finds damaged does not end it. */
public final class DataCheck {

    private static final String JOURNAL = "journal";

    private final DataDirectory directory;
    private final Consumer<Finding> findings;
    private final Progress progress;
    private long damages;
    private long notes;
    private long journalRecords;
    private long journalReadings;
    private long newestReceived = Long.MIN_VALUE;

    private DataCheck(DataDirectory directory, Consumer<Finding> findings, Progress progress) {
        this.directory = directory;
        this.findings = findings;
        this.progress = progress;
    }

    /**
     * What a check came to.
     *
     * @param journalRecords records of the journal that are not in the database yet
     * @param journalReadings readings in them
     * @param newestReceived when the newest frame came, in µs since 1970; the least time if there is none
     */
    public record Report(
            long damages,
            long notes,
            DatabaseCheck.Content database,
            long journalRecords,
            long journalReadings,
            long newestReceived) {

        public boolean sound() {
            return damages == 0;
        }
    }

    /**
     * Checks a directory.
     *
     * @param findings takes each finding at once
     * @throws StoreException if a newer or older hub's data cannot be checked by this one
     */
    public static Report run(DataDirectory directory, Consumer<Finding> findings, Progress progress) {
        return new DataCheck(directory, findings, progress).run();
    }

    private Report run() {
        if (!directory.formatIntact()) {
            damage("format", "file format", "does not say what a hub writes", "copy the file of a backup");
        }
        DatabaseCheck.Content content = DatabaseCheck.Content.UNKNOWN;
        boolean database = DatabaseCheck.exists(directory.database());
        if (database) {
            content = DatabaseCheck.check(directory.database(), this::tell, progress);
        }
        if (DatabaseCheck.exists(directory.registry())) {
            RegistryCheck.check(directory.registry(), this::tell, progress);
        }
        try {
            checkJournal(content.position(), database);
        } catch (JournalException e) {
            damage(JOURNAL, "all of it", String.valueOf(e.getMessage()), "restore a backup");
        }
        return new Report(
                damages,
                notes,
                content,
                journalRecords,
                journalReadings,
                Math.max(newestReceived, content.newestReceived()));
    }

    private void checkJournal(long folded, boolean database) {
        progress.at("journal", 0, 1);
        JournalCheck.Result journal = JournalCheck.run(
                directory.journal(), folded, (position, record) -> readRecord(folded, position, record));
        progress.at("journal", 1, 1);
        journal.report().damaged().forEach(this::tellDamage);
        if (journal.report().tornBytes() > 0) {
            tell(Finding.note(
                    JOURNAL,
                    "after position " + journal.endPosition(),
                    "the last " + journal.report().tornBytes() + " bytes are no whole record",
                    "after a crash that is a write that was never acknowledged, and the next start cuts it;"
                            + " after an orderly stop it is damage"));
        }
        if (!database) {
            requireWholeJournal(journal);
        } else if (folded >= 0) {
            requireReaches(journal, folded);
        }
    }

    private void requireWholeJournal(JournalCheck.Result journal) {
        if (journal.oldestPosition() > 0) {
            damage(
                    "database",
                    "file hub.mv.db",
                    "is not there, though the journal begins at position " + journal.oldestPosition(),
                    "all that was before is in the database only: restore a backup");
        }
    }

    private void requireReaches(JournalCheck.Result journal, long folded) {
        if (journal.segments() == 0 && folded > 0) {
            damage(
                    JOURNAL,
                    "all of it",
                    "is not there; the database has taken over all up to position " + folded,
                    "what was acknowledged after the last fold is lost: restore a backup");
        } else if (folded < journal.oldestPosition()) {
            damage(
                    JOURNAL,
                    "positions " + folded + " to " + journal.oldestPosition(),
                    "are in the database not yet, and in the journal no more",
                    "what was acknowledged between is lost: restore a backup");
        } else if (journal.positionInside()) {
            damage(
                    JOURNAL,
                    "position " + folded,
                    "is where the database goes on, but no record begins there",
                    "journal and database are not of one hub: restore a backup");
        } else if (folded > journal.endPosition() && journal.report().tornBytes() == 0) {
            damage(
                    JOURNAL,
                    "end",
                    "is at position " + journal.endPosition() + ", the database has taken over all up to " + folded,
                    "journal and database are not of one moment: restore a backup");
        }
    }

    private void readRecord(long folded, long position, ByteBuffer record) {
        try {
            Entry entry = EntryCodec.decode(record);
            if (position > folded) {
                count(entry);
            }
        } catch (CorruptEntryException e) {
            damage(
                    JOURNAL,
                    "record before position " + position,
                    String.valueOf(e.getMessage()),
                    "the hub that wrote it may be newer: use that one, or restore a backup");
        }
    }

    private void count(Entry entry) {
        journalRecords++;
        if (entry instanceof Entry.Readings readings) {
            journalReadings += readings.frame().count();
            newestReceived = Math.max(newestReceived, readings.receivedAtMicros());
        }
    }

    private void tellDamage(Damage damage) {
        String what = damage.reason() + " (" + damage.bytes() + " bytes)";
        String where = damage.segment() + " at offset " + damage.offset();
        damage(
                JOURNAL,
                where,
                what,
                damage.acknowledged()
                        ? "acknowledged records are lost; the hub starts, sets the bytes aside and keeps the rest"
                        : "perhaps a write that a power cut ended before it was acknowledged; the hub starts and sets it aside");
    }

    private void damage(String part, String where, String what, String advice) {
        tell(Finding.damage(part, where, what, advice));
    }

    private void tell(Finding finding) {
        if (finding.severity() == Finding.Severity.DAMAGE) {
            damages++;
        } else {
            notes++;
        }
        findings.accept(finding);
    }
}
