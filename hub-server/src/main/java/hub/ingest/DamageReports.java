package hub.ingest;

import hub.entry.Entry;
import hub.entry.Event;
import hub.journal.Damage;
import hub.journal.Journal;
import hub.store.AppliedEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells what was found damaged in the journal at the start: once as an event; as warning and figures while it is kept. */
public final class DamageReports implements AppliedListener {

    private final Journal journal;
    private final List<Damage> damaged;
    private final Map<Event, Damage> recorded = new ConcurrentHashMap<>();
    private final Queue<Damage> durable = new ConcurrentLinkedQueue<>();

    public DamageReports(Journal journal, List<Damage> damaged) {
        this.journal = journal;
        this.damaged = List.copyOf(damaged);
    }

    /** Records what was not reported at an earlier start. */
    public void record(Ingest ingest, long nowMicros) {
        for (Damage damage : damaged) {
            if (!damage.reported()) {
                Event event = new Event(
                        nowMicros, Optional.empty(), Event.Type.JOURNAL_DAMAGED, reason(damage), detail(damage));
                recorded.put(event, damage);
                ingest.record(new Entry.Occurrence(event));
            }
        }
    }

    private static String reason(Damage damage) {
        return damage.acknowledged() ? "records-lost" : "unfinished-group";
    }

    private static String detail(Damage damage) {
        return damage.segment() + ": " + damage.bytes() + " bytes at offset " + damage.offset() + ": " + damage.reason()
                + (damage.acknowledged() ? "; they were acknowledged" : "; perhaps never acknowledged")
                + damage.setAsideIn().map(name -> "; a copy is in " + name).orElse("");
    }

    @Override
    public void applied(List<AppliedEntry> entries) {
        if (recorded.isEmpty()) {
            return;
        }
        for (AppliedEntry applied : entries) {
            Damage damage =
                    applied.entry() instanceof Entry.Occurrence occurrence ? recorded.remove(occurrence.event()) : null;
            if (damage != null) {
                durable.add(damage);
            }
        }
    }

    /** Notes beside the journal whose event is durable. To be called now and then, where the disk may be waited for. */
    public void noteReported() {
        for (Damage next = durable.peek(); next != null; next = durable.peek()) {
            journal.noteReported(next);
            durable.remove();
        }
    }

    /** What an operator should know; empty if all is whole. */
    public Optional<String> warning() {
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(damaged.size() + " stretches were found damaged at the start, " + stretches(true)
                + " of them with acknowledged records; first " + detail(damaged.get(0)));
    }

    /** How many stretches were found damaged. */
    public long stretches(boolean acknowledged) {
        return damaged.stream()
                .filter(damage -> damage.acknowledged() == acknowledged)
                .count();
    }

    /** How many bytes were found damaged. */
    public long bytes(boolean acknowledged) {
        return damaged.stream()
                .filter(damage -> damage.acknowledged() == acknowledged)
                .mapToLong(Damage::bytes)
                .sum();
    }
}
