package hub.ingest;

import hub.store.ReadingStore;
import java.util.List;
import java.util.function.Consumer;

/** The thread {@code hub-apply}: takes what is durable, in order, and makes it visible. */
final class Applier {

    private final ReadingStore store;
    private final Consumer<List<Pending>> applied;
    private final Consumer<Throwable> failed;
    private final Handover<Pending> durable = new Handover<>();
    private final Thread thread;

    Applier(ReadingStore store, Consumer<List<Pending>> applied, Consumer<Throwable> failed) {
        this.store = store;
        this.applied = applied;
        this.failed = failed;
        this.thread = new Thread(this::run, "hub-apply");
    }

    void start() {
        thread.start();
    }

    void add(Pending pending) {
        durable.add(pending);
    }

    void fail(Throwable cause) {
        failed.accept(cause);
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
