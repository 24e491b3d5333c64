package hub.simulator.client;

import hub.protocol.DeviceId;
import hub.simulator.report.Notices;
import hub.simulator.report.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/** The threads {@code simulator-io-N} and the device links that they share among them. */
public final class IoThreads implements AutoCloseable {

    private static final long FAREWELL_MILLIS = 500;

    private final LinkSettings settings;
    private final Tally tally;
    private final LongSupplier nanoClock;
    private final List<IoThread> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int added;
    private long nextConnectNanos;

    /**
     * Threads that are not started yet.
     *
     * @param count how many
     * @param random for jitter, handshake keys and masking keys
     * @param failed told if a thread dies of a bug
     */
    public IoThreads(
            int count,
            LinkSettings settings,
            Tally tally,
            Notices notices,
            LongSupplier nanoClock,
            SplittableGenerator random,
            Consumer<Throwable> failed)
            throws IOException {
        this.settings = settings;
        this.tally = tally;
        this.nanoClock = nanoClock;
        this.nextConnectNanos = nanoClock.getAsLong();
        for (int i = 0; i < count; i++) {
            RandomGenerator own = random.split();
            IoThread loop = new IoThread(nanoClock, own, tally, notices);
            Thread thread = new Thread(loop, "simulator-io-" + i);
            thread.setUncaughtExceptionHandler((dead, reason) -> failed.accept(reason));
            loops.add(loop);
            threads.add(thread);
        }
    }

    /** Starts the threads. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Adds a device, which connects by and by. To be called by one thread.
     *
     * @param token what it authenticates with, if it does
     * @param epoch the numbering of all frames it will offer
     */
    public DeviceLink add(DeviceId device, Optional<String> token, long epoch, DeviceBehaviour behaviour) {
        tally.deviceAdded();
        IoThread loop = loops.get(added++ % loops.size());
        DeviceLink link = new DeviceLink(loop, settings, device, token.orElse(null), epoch, behaviour);
        long now = nanoClock.getAsLong();
        long connectAt = nextConnectNanos - now > 0 ? nextConnectNanos : now;
        nextConnectNanos = connectAt + TimeUnit.SECONDS.toNanos(1) / settings.connectsPerSecond();
        loop.execute(() -> {
            loop.add(link);
            link.startAt(connectAt);
        });
        return link;
    }

    /** Closes all connections and ends the threads, within a second or so. */
    @Override
    public void close() {
        loops.forEach(IoThread::stop);
        try {
            for (Thread thread : threads) {
                thread.join(FAREWELL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
