package hub.live;

import hub.entry.Entry;
import hub.ingest.AppliedListener;
import hub.presence.Presence;
import hub.protocol.frame.ReadingsFrame;
import hub.store.AppliedEntry;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import hub.time.Clocks;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells viewers what is stored, in the order in which it was stored. All of it runs on the thread {@code hub-live}; what
 * asks the store for much runs beside it.
 *
 * <p>A subscription is there before its snapshot is read, and what is stored meanwhile waits for it: so there is no gap
 * between the two. If the feed itself cannot follow, it leaves batches out and every subscription begins anew.
 */
public final class LiveFeed implements AppliedListener, FeedThreads, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
    private static final int QUERY_THREADS = 2;
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReadingStore store;
    private final Presence presence;
    private final Clocks clocks;
    private final Supplier<FleetReport> report;
    private final long tickNanos;
    private final Mailbox mailbox = new Mailbox();
    private final SeriesTable table = new SeriesTable();
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final ExecutorService queries;
    private final Thread thread = new Thread(this::run, "hub-live");
    private final ReadingRate rate;
    private volatile int viewerCount;
    private volatile boolean closed;
    private long position;

    /** Counted on {@code hub-apply}, in step with the store, whatever is left out. */
    private long lastEvent;

    public LiveFeed(
            ReadingStore store, Presence presence, Clocks clocks, LiveOptions options, Supplier<FleetReport> report) {
        this.store = store;
        this.presence = presence;
        this.clocks = clocks;
        this.report = report;
        this.tickNanos = options.tick().toNanos();
        this.rate = new ReadingRate(clocks.nano());
        this.queries = Executors.newFixedThreadPool(QUERY_THREADS, task -> {
            Thread query = new Thread(task, "hub-live-query");
            query.setDaemon(true);
            return query;
        });
    }

    /** Takes up what the store knows and starts the thread. Before the first entry is applied. */
    public void start() {
        table.load(store.series(SeriesSelection.ALL));
        table.takeChanged();
        position = store.appliedPosition();
        List<NumberedEvent> newest = store.events(new EventQuery(Set.of(), TimeRange.ALL, 1));
        lastEvent = newest.isEmpty() ? 0 : newest.get(0).number();
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void applied(List<AppliedEntry> entries) {
        long firstEvent = lastEvent + 1;
        long readings = 0;
        for (AppliedEntry applied : entries) {
            if (applied.entry() instanceof Entry.Readings frame) {
                readings += frame.frame().count();
            } else if (applied.entry() instanceof Entry.Occurrence) {
                lastEvent++;
            }
        }
        mailbox.addBatch(() -> tell(entries, firstEvent), Math.max(readings, entries.size()));
    }

    private void tell(List<AppliedEntry> entries, long firstEvent) {
        List<Subscription> subscriptions = subscriptions();
        long nextEvent = firstEvent;
        for (AppliedEntry applied : entries) {
            if (applied.entry() instanceof Entry.Readings readings) {
                tellReadings(readings, subscriptions);
            } else if (applied.entry() instanceof Entry.Occurrence occurrence) {
                NumberedEvent event = new NumberedEvent(nextEvent++, occurrence.event());
                subscriptions.forEach(subscription -> subscription.event(event));
            } else if (applied.entry() instanceof Entry.Profile profile) {
                subscriptions.forEach(subscription -> subscription.profile(profile));
            }
            position = applied.position();
        }
        subscriptions.forEach(subscription -> subscription.endOfBatch(position));
    }

    private void tellReadings(Entry.Readings entry, List<Subscription> subscriptions) {
        ReadingsFrame frame = entry.frame();
        for (int i = 0; i < frame.count(); i++) {
            long time = frame.time(i, entry.receivedAtMicros());
            double value = frame.value(i);
            LiveSeries series = table.series(entry, i, time, value);
            table.update(series, time, value);
            for (Subscription subscription : subscriptions) {
                subscription.reading(series, time, value);
            }
        }
    }

    private List<Subscription> subscriptions() {
        return viewers.stream()
                .flatMap(viewer -> viewer.subscriptions().stream())
                .toList();
    }

    private void run() {
        long nextTick = clocks.nano().nanos() + tickNanos;
        long nextSecond = clocks.nano().nanos() + SECOND_NANOS;
        try {
            while (!closed) {
                long now = clocks.nano().nanos();
                if (now - nextTick >= 0) {
                    nextTick = now + tickNanos;
                    guarded(this::tick);
                }
                if (now - nextSecond >= 0) {
                    nextSecond = now + SECOND_NANOS;
                    guarded(this::second);
                }
                Runnable task = mailbox.take(Math.min(nextTick, nextSecond) - now);
                if (task != null) {
                    guarded(task);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("the live feed failed at a task; it goes on", e);
        }
    }

    private void tick() {
        if (mailbox.takeLeftOut()) {
            log.warn("the live feed could not follow; viewers begin anew");
            table.load(store.series(SeriesSelection.ALL));
            subscriptions().forEach(Subscription::restart);
        }
        List<LiveSeries> changed = table.takeChanged();
        for (Subscription subscription : subscriptions()) {
            subscription.changed(changed, position);
            subscription.tick();
        }
    }

    private void second() {
        FleetReport now = report.get();
        double readingsPerSecond = rate.perSecond(now.storedReadings());
        for (Subscription subscription : subscriptions()) {
            subscription.second(now, readingsPerSecond, viewers.size());
        }
    }

    Subscription make(ViewerCommand.Subscribe command, Viewer viewer) {
        return switch (command.mode()) {
            case FLEET -> new FleetSubscription(command.id(), viewer, store, presence, clocks);
            case LATEST -> new LatestSubscription(command.id(), command.selection(), viewer, table, position);
            case EVERY -> new EverySubscription(command, viewer, table, store, this, clocks::micros, position);
            case EVENTS -> new EventsSubscription(command.id(), command.selection(), viewer, store);
        };
    }

    void add(Viewer viewer) {
        feed(() -> {
            viewers.add(viewer);
            viewerCount = viewers.size();
        });
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
        viewerCount = viewers.size();
    }

    /** How many viewers there are. */
    public int viewerCount() {
        return viewerCount;
    }

    @Override
    public void feed(Runnable task) {
        mailbox.add(task);
    }

    @Override
    public void query(Runnable task) {
        try {
            queries.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            log.debug("the live feed is closed", e);
        }
    }

    /** Tells viewers that the hub goes. */
    public void leave() {
        feed(() -> viewers.forEach(Viewer::leave));
    }

    @Override
    public void close() {
        closed = true;
        queries.shutdownNow();
        mailbox.add(() -> {});
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
