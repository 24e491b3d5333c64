package hub.live;

import hub.query.QueryWatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer asks of the store: one question after the other, so that no viewer keeps others from the threads that
 * answer. Confined to the feed's thread, but for the work itself.
 */
final class Questions {

    private final FeedThreads threads;
    private final Supplier<QueryWatch> watches;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private @Nullable Question inWork;

    /** @param watches made when a question's turn has come */
    Questions(FeedThreads threads, Supplier<QueryWatch> watches) {
        this.threads = threads;
        this.watches = watches;
    }

    /** One question. */
    static final class Question {

        /** Gives what is to be done with the answer. */
        private final Function<QueryWatch, Runnable> work;

        private final Consumer<Throwable> failed;
        private volatile boolean withdrawn;
        private volatile @Nullable QueryWatch watch;

        private Question(Function<QueryWatch, Runnable> work, Consumer<Throwable> failed) {
            this.work = work;
            this.failed = failed;
        }

        private Runnable answer(QueryWatch limit) {
            watch = limit;
            if (withdrawn) {
                return () -> {};
            }
            try {
                return work.apply(limit);
            } catch (RuntimeException | Error e) {
                return () -> failed.accept(e);
            }
        }

        private void withdraw() {
            withdrawn = true;
            QueryWatch running = watch;
            if (running != null) {
                running.cancel();
            }
        }
    }

    /**
     * Asks as soon as those before are answered.
     *
     * @param work on a thread of its own
     * @param answered on the feed's thread, as the next
     */
    <A> Question ask(Function<QueryWatch, A> work, Consumer<A> answered, Consumer<Throwable> failed) {
        Question question = new Question(
                watch -> {
                    A answer = work.apply(watch);
                    return () -> answered.accept(answer);
                },
                failed);
        waiting.add(question);
        begin();
        return question;
    }

    /** Ends a question without an answer. */
    void withdraw(Question question) {
        question.withdraw();
        waiting.remove(question);
    }

    private void begin() {
        Question next = inWork == null ? waiting.poll() : null;
        if (next != null) {
            inWork = next;
            threads.query(() -> {
                Runnable then = next.answer(watches.get());
                threads.feed(() -> end(next, then));
            });
        }
    }

    private void end(Question question, Runnable then) {
        inWork = null;
        try {
            if (!question.withdrawn) {
                then.run();
            }
        } finally {
            begin();
        }
    }
}
