package hub.journal;

import hub.journal.Journal.AppendListener;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What became of one append, to be waited for. */
final class Acknowledgement implements AppendListener {
    private final CompletableFuture<Long> position = new CompletableFuture<>();

    static Acknowledgement of(Journal journal, byte[] record) {
        Acknowledgement acknowledgement = new Acknowledgement();
        journal.append(ByteBuffer.wrap(record), acknowledgement);
        return acknowledgement;
    }

    /** The position, once the record is durable. */
    long await() {
        return position.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Returns once anything is known, good or bad. */
    void settled() {
        position.handle((p, failure) -> p).orTimeout(30, TimeUnit.SECONDS).join();
    }

    boolean isDurable() {
        return position.isDone() && !position.isCompletedExceptionally();
    }

    boolean isFailed() {
        return position.isCompletedExceptionally();
    }

    @Override
    public void durable(long end) {
        if (!position.complete(end)) {
            throw new IllegalStateException("told twice");
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (!position.completeExceptionally(cause)) {
            throw new IllegalStateException("told twice");
        }
    }
}
