package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.query.QueryWatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private final Deque<Runnable> toAnswer = new ArrayDeque<>();
    private final Deque<Runnable> toTell = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();
    private final Questions questions = new Questions(
            new FeedThreads() {
                @Override
                public void feed(Runnable task) {
                    toTell.add(task);
                }

                @Override
                public void query(Runnable task) {
                    toAnswer.add(task);
                }
            },
            QueryWatch::unlimited);

    private Questions.Question ask(String name) {
        return questions.ask(
                watch -> {
                    happened.add("read " + name);
                    return name;
                },
                answer -> happened.add("told " + answer),
                failure -> happened.add("failed " + failure.getMessage()));
    }

    @Test
    void oneIsInWorkAtATime() {
        ask("a");
        ask("b");
        assertThat(toAnswer).hasSize(1);
        toAnswer.remove().run();
        assertThat(toAnswer).isEmpty();
        toTell.remove().run();
        toAnswer.remove().run();
        toTell.remove().run();
        assertThat(happened).containsExactly("read a", "told a", "read b", "told b");
    }

    @Test
    void whatIsWithdrawnIsNotToldAndIfPossibleNotRead() {
        Questions.Question first = ask("first");
        Questions.Question second = ask("second");
        Questions.Question third = ask("third");
        ask("fourth");
        toAnswer.remove().run();
        questions.withdraw(first);
        questions.withdraw(second);
        toTell.remove().run();
        questions.withdraw(third);
        toAnswer.remove().run();
        toTell.remove().run();
        toAnswer.remove().run();
        toTell.remove().run();
        assertThat(happened).containsExactly("read first", "read fourth", "told fourth");
        assertThat(toAnswer).isEmpty();
    }

    @Test
    void aFailureIsToldAndTheNextHasItsTurn() {
        questions.ask(
                watch -> {
                    throw new IllegalStateException("no disk");
                },
                answer -> happened.add("told"),
                failure -> happened.add("failed: " + failure.getMessage()));
        ask("b");
        toAnswer.remove().run();
        toTell.remove().run();
        toAnswer.remove().run();
        toTell.remove().run();
        assertThat(happened).containsExactly("failed: no disk", "read b", "told b");
    }
}
