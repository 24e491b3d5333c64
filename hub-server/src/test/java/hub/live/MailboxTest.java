package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final long MANY = 1_500_000;

    private final Mailbox mailbox = new Mailbox();
    private final List<String> done = new ArrayList<>();

    private void runAll() throws InterruptedException {
        for (Runnable task = mailbox.take(0); task != null; task = mailbox.take(0)) {
            task.run();
        }
    }

    @Test
    void tasksAreTakenInOrder() throws InterruptedException {
        mailbox.add(() -> done.add("a"));
        assertThat(mailbox.addBatch(() -> done.add("b"), MANY)).isTrue();
        mailbox.add(() -> done.add("c"));
        runAll();
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(mailbox.takeLeftOut()).isFalse();
    }

    @Test
    void onceABatchIsLeftOutNoneFollowsUntilThatIsKnown() throws InterruptedException {
        assertThat(mailbox.addBatch(() -> done.add("1"), MANY)).isTrue();
        assertThat(mailbox.addBatch(() -> done.add("2"), MANY)).isTrue();
        assertThat(mailbox.addBatch(() -> done.add("too much"), 1)).isFalse();
        mailbox.add(() -> done.add("a task always fits"));
        assertThat(mailbox.takeLeftOut()).as("while something waits").isFalse();
        runAll();
        assertThat(mailbox.addBatch(() -> done.add("behind a gap"), 1)).isFalse();
        assertThat(mailbox.takeLeftOut()).isTrue();
        assertThat(mailbox.takeLeftOut()).isFalse();
        assertThat(mailbox.addBatch(() -> done.add("again"), 1)).isTrue();
        runAll();
        assertThat(done).containsExactly("1", "2", "a task always fits", "again");
    }
}
