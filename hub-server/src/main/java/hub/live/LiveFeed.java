package hub.live;

import hub.entry.Entry;
import hub.ingest.AppliedListener;
import hub.live.ViewerCommand.Resume;
import hub.live.ViewerCommand.Subscribe;
import hub.ops.LatencyWindow;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.query.QueryWatch;
import hub.registry.DeviceRegistry;
import hub.registry.PublishedStore;
import hub.socket.Posts;
import hub.store.AppliedEntry;
import hub.store.EventQuery;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import hub.time.Clocks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
public final class LiveFeed implements AppliedListener, FeedThreads, FeedLoop.Turns, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
    private static final int QUERY_THREADS = 2;

    private final ReadingStore store;

    /** Where devices are as everybody may know: areas are of these, or a search in ever smaller ones would find out more. */
    private final PublishedStore places;

    private final Subscriptions subscriptions;
    private final Clocks clocks;
    private final Supplier<FleetReport> report;
    private final Mailbox mailbox = new Mailbox(this::tell);
    private final SeriesTable table = new SeriesTable();
    private final Audience audience = new Audience();
    private final Posts posts = new Posts();
    private final FeedLoop loop;
    private final ExecutorService queries;
    private final ReadingRate rate;
    private final Delays delays;
    private final RegistryChanges registered;
    private final WarmUp warmUp;
    private final String run = UUID.randomUUID().toString();
    private final RecentEntries recent = new RecentEntries(LiveOptions.MAX_RECENT_READINGS);
    private volatile Duration queryTimeout;
    private long position;

    /** How many live frames were sent; on the feed's thread only. */
    private long framesSent;

    /** Counted on {@code hub-apply}, in step with the store, whatever is left out. */
    private long lastEvent;

    /**
     * A feed that is not started.
     *
     * @param places the same store, with places as everybody may know them
     * @param queryTimeout how long the hub may work on one question to the store
     */
    public LiveFeed(
            ReadingStore store,
            PublishedStore places,
            Presence presence,
            Clocks clocks,
            LiveOptions options,
            Duration queryTimeout,
            DeviceRegistry devices,
            Supplier<FleetReport> report) {
        this.registered = new RegistryChanges(devices);
        this.warmUp = new WarmUp(places);
        this.store = store;
        this.places = places;
        this.clocks = clocks;
        this.subscriptions = new Subscriptions(table, store, places, devices, presence, clocks);
        this.report = report;
        this.queryTimeout = queryTimeout;
        this.rate = new ReadingRate(clocks.nano());
        this.delays = new Delays(clocks.nano());
        this.loop = new FeedLoop(clocks.nano(), options.tick(), mailbox, this);
        this.queries = Executors.newFixedThreadPool(QUERY_THREADS, task -> {
            Thread query = new Thread(task, "hub-live-query");
            query.setDaemon(true);
            return query;
        });
    }

    /** Takes up what the store knows and starts the thread. Before the first entry is applied. */
    public void start() {
        load();
        table.takeChanged();
        position = store.appliedPosition();
        recent.begin(position);
        List<NumberedEvent> newest = store.events(new EventQuery(Set.of(), TimeRange.ALL, 1));
        lastEvent = newest.isEmpty() ? 0 : newest.get(0).number();
        loop.start();
    }

    /** Has the first views of history be as quick as later ones, some time from now; for a hub that is ready. */
    public void warmUp() {
        warmUp.start();
    }

    private void load() {
        table.loadTraits(places.devices());
        table.load(store.series(SeriesSelection.ALL));
        registered.take().forEach(device -> table.move(device, Traits.of(places.described(device))));
    }

    private Traits traitsOf(Entry.Profile profile) {
        return Traits.of(places.described(profile.device(), Optional.of(profile.hello())));
    }

    /** Closes the sockets of those whose session or token has ended. */
    public void closeEnded() {
        feed(audience::closeEnded);
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
        delays.waits(entries.get(entries.size() - 1).position());
        mailbox.addBatch(entries, firstEvent, Math.max(readings, entries.size()));
    }

    private void tell(List<AppliedEntry> entries, long firstEvent) {
        LiveEvent event = LiveEvent.begin("batch", audience.size());
        long before = framesSent;
        List<Subscription> all = audience.subscriptions();
        position = entries.get(entries.size() - 1).position();
        Batch batch = new Batch(position, readings(entries));
        long nextEvent = firstEvent;
        for (AppliedEntry applied : entries) {
            if (applied.entry() instanceof Entry.Readings) {
                table.forEachReading(applied.entry(), (series, time, value) -> {
                    table.update(series, time, value);
                    batch.add(series, time, value);
                });
                recent.add(applied);
            } else if (applied.entry() instanceof Entry.Occurrence occurrence) {
                NumberedEvent numbered = new NumberedEvent(nextEvent++, occurrence.event());
                all.forEach(subscription -> subscription.event(numbered));
            } else if (applied.entry() instanceof Entry.Profile profile) {
                tell(table.move(profile.device(), traitsOf(profile)));
            } else if (applied.entry() instanceof Entry.Erasure erasure) {
                table.erase(erasure.device());
                recent.begin(applied.position()); // A viewer that comes back has it, and is to begin anew.
                all.forEach(Subscription::erased);
            }
        }
        all.forEach(subscription -> subscription.stored(batch));
        send();
        delays.told(position);
        event.commit();
        loop.holdBatches(Gathering.pauseNanos(framesSent - before));
    }

    private static int readings(List<AppliedEntry> entries) {
        int readings = 0;
        for (AppliedEntry applied : entries) {
            readings += applied.entry() instanceof Entry.Readings frame
                    ? frame.frame().count()
                    : 0;
        }
        return readings;
    }

    private void tell(Move move) {
        audience.subscriptions().forEach(subscription -> subscription.profile(move));
    }

    /** A live frame goes to a viewer. On the feed's thread. */
    void countFrame() {
        framesSent++;
    }

    /** Frames that are to go out; they do when the feed has done what it is at. On its thread. */
    Posts posts() {
        return posts;
    }

    @Override
    public void send() {
        posts.send();
    }

    @Override
    public void tick() {
        if (mailbox.takeLeftOut()) {
            log.warn("the live feed could not follow; viewers begin anew");
            delays.told(store.appliedPosition());
            load();
            recent.begin(store.appliedPosition());
            audience.subscriptions().forEach(Subscription::restart);
        }
        LiveEvent event = LiveEvent.begin("tick", audience.size());
        for (DeviceId device : registered.take()) {
            tell(table.move(device, Traits.of(places.described(device))));
        }
        Batch newest = Batch.newest(table.takeChanged(), position);
        for (Subscription subscription : audience.subscriptions()) {
            subscription.changed(newest);
            subscription.tick();
        }
        event.commit();
    }

    @Override
    public void second() {
        FleetReport now = report.get();
        double readingsPerSecond = rate.perSecond(now.storedReadings());
        for (Subscription subscription : audience.subscriptions()) {
            subscription.second(now, readingsPerSecond, audience.size());
        }
    }

    Subscription make(Subscribe command, Viewer viewer) {
        return subscriptions.made(command, audience.shared(command.selection()), viewer, position, this::missed);
    }

    /** What was stored behind a viewer's cursor; empty if that is not known any more. */
    private Optional<List<AppliedEntry>> missed(Resume resume) {
        boolean known = resume.isAsked()
                && resume.run().equals(run)
                && resume.cursor() <= position
                && recent.reachesBackTo(resume.cursor());
        return known ? Optional.of(recent.behind(resume.cursor())) : Optional.empty();
    }

    /** How long the hub may work on one question to the store; questions that come from now on. */
    public void limitQuestions(Duration timeout) {
        queryTimeout = timeout;
    }

    /** The questions of one viewer. */
    Questions questions() {
        return new Questions(this, () -> new QueryWatch(clocks.nano()::nanos, queryTimeout));
    }

    /** Which run of the hub this is: cursors are of one only. */
    String runId() {
        return run;
    }

    void add(Viewer viewer) {
        feed(() -> audience.add(viewer));
    }

    /** Who looks on. On the feed's thread. */
    Audience audience() {
        return audience;
    }

    /** From when readings are durable until they were sent to viewers that get each of them. */
    public LatencyWindow latency() {
        return delays.latency();
    }

    /** How many viewers there are. */
    public int viewerCount() {
        return audience.size();
    }

    @Override
    public void feed(Runnable task) {
        mailbox.add(task);
    }

    @Override
    public void query(Runnable task) {
        try {
            queries.execute(() -> FeedLoop.guarded(task));
        } catch (RejectedExecutionException e) {
            log.debug("the live feed is closed", e);
        }
    }

    /** Tells viewers that the hub goes. */
    public void leave() {
        feed(audience::leave);
    }

    @Override
    public void close() {
        warmUp.close();
        queries.shutdownNow();
        loop.close();
    }
}
