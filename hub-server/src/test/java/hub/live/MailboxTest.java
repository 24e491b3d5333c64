package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.entry.Event;
import hub.store.AppliedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final long MANY = 1_500_000;
    private static final long SECOND = 1_000_000_000;

    private final List<String> done = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox((entries, firstEvent) ->
            done.add(entries.stream().map(AppliedEntry::position).toList() + " from event " + firstEvent));

    private boolean add(long position, long readings) {
        Event event = new Event(0, Optional.empty(), Event.Type.HUB_STARTED, "", "");
        return mailbox.addBatch(
                List.of(new AppliedEntry(position, new Entry.Occurrence(event))), 10 * position, readings);
    }

    private void runAll() throws InterruptedException {
        for (Runnable task = mailbox.take(0, 0); task != null; task = mailbox.take(0, 0)) {
            task.run();
        }
    }

    @Test
    void tasksAreTakenInOrder() throws InterruptedException {
        mailbox.add(() -> done.add("a"));
        assertThat(add(1, MANY)).isTrue();
        mailbox.add(() -> done.add("c"));
        runAll();
        assertThat(done).containsExactly("a", "[1] from event 10", "c");
        assertThat(mailbox.takeLeftOut()).isFalse();
    }

    @Test
    void batchesThatWaitOneBehindTheOtherAreTakenAsOne() throws InterruptedException {
        add(1, 5);
        add(2, 5);
        mailbox.add(() -> done.add("between"));
        add(3, 5);
        add(4, 60_000);
        add(5, 5);
        runAll();
        assertThat(done)
                .containsExactly("[1, 2] from event 10", "between", "[3, 4] from event 30", "[5] from event 50");
    }

    @Test
    void batchesMayHaveToWaitForMoreAndTasksDoNotPassThem() throws InterruptedException {
        mailbox.add(() -> done.add("before"));
        add(1, 5);
        mailbox.add(() -> done.add("behind"));
        Objects.requireNonNull(mailbox.take(0, SECOND)).run();
        assertThat(mailbox.take(0, SECOND)).isNull();
        assertThat(mailbox.take(SECOND, 1))
                .as("returns when the batch's time has come")
                .isNull();
        runAll();
        assertThat(done).containsExactly("before", "[1] from event 10", "behind");
    }

    @Test
    void onceABatchIsLeftOutNoneFollowsUntilThatIsKnown() throws InterruptedException {
        assertThat(add(1, MANY)).isTrue();
        assertThat(add(2, MANY)).isTrue();
        assertThat(add(3, 1)).as("too much").isFalse();
        mailbox.add(() -> done.add("a task always fits"));
        assertThat(mailbox.takeLeftOut()).as("while something waits").isFalse();
        runAll();
        assertThat(add(4, 1)).as("behind a gap").isFalse();
        assertThat(mailbox.takeLeftOut()).isTrue();
        assertThat(mailbox.takeLeftOut()).isFalse();
        assertThat(add(5, 1)).isTrue();
        runAll();
        assertThat(done)
                .containsExactly("[1] from event 10", "[2] from event 20", "a task always fits", "[5] from event 50");
    }
}
