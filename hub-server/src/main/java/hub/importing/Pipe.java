package hub.importing;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Things on their way from a thread of its own to another; few wait, and what fails there fails here. */
final class Pipe<T> implements AutoCloseable {

    /** Exactly one of the two, or none behind the last. */
    private record Item<T>(@Nullable T thing, @Nullable Throwable failure) {}

    private final BlockingQueue<Item<T>> waiting;
    private final Thread thread;

    /** @param work puts things, until it returns */
    private Pipe(String name, int room, Consumer<Pipe<T>> work) {
        this.waiting = new ArrayBlockingQueue<>(room);
        this.thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
    }

    static <T> Pipe<T> start(String threadName, int room, Consumer<Pipe<T>> work) {
        Pipe<T> pipe = new Pipe<>(threadName, room, work);
        pipe.thread.start();
        return pipe;
    }

    private void run(Consumer<Pipe<T>> work) {
        try {
            try {
                work.accept(this);
                waiting.put(new Item<>(null, null));
            } catch (RuntimeException | Error e) {
                waiting.put(new Item<>(null, e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody wants what comes.
        }
    }

    /** Waits while there is no room. */
    void put(T thing) {
        try {
            waiting.put(new Item<>(thing, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits for the next; null behind the last. */
    @Nullable T take() {
        try {
            Item<T> item = waiting.take();
            if (item.failure != null) {
                throw item.failure instanceof ImportException known
                        ? known
                        : new ImportException("the import failed: " + item.failure, item.failure);
            }
            return item.thing;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Takes no more; the thread ends. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
