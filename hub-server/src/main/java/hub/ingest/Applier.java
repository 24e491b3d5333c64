package hub.ingest;

import hub.store.ReadingStore;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The thread {@code hub-apply}: takes what is durable, in order, and makes it visible. */
final class Applier {

    private final ReadingStore store;
    private final Consumer<List<Pending>> applied;
    private final Consumer<Throwable> failed;
    private final BiConsumer<Pending, Throwable> unwritten;
    private final Handover<Pending> durable = new Handover<>();
    private final Thread thread;

    /**
     * @param applied hears of what is visible
     * @param failed hears that nothing more will be
     * @param unwritten hears of what did not become durable, on whatever thread finds out
     */
    Applier(
            ReadingStore store,
            Consumer<List<Pending>> applied,
            Consumer<Throwable> failed,
            BiConsumer<Pending, Throwable> unwritten) {
        this.store = store;
        this.applied = applied;
        this.failed = failed;
        this.unwritten = unwritten;
        this.thread = new Thread(this::run, "hub-apply");
    }

    void start() {
        thread.start();
    }

    void add(Pending pending) {
        durable.add(pending);
    }

    void unwritten(Pending pending, Throwable cause) {
        unwritten.accept(pending, cause);
    }

    private void run() {
        try {
            for (List<Pending> batch = durable.takeAll(); !batch.isEmpty(); batch = durable.takeAll()) {
                store.apply(batch.stream().map(Pending::toAppliedEntry).toList());
                applied.accept(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // The journal has it all; what is half applied here is applied again after a restart.
            failed.accept(e);
        }
    }

    void close() {
        durable.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
