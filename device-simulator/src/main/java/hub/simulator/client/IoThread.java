package hub.simulator.client;

import hub.simulator.report.Notices;
import hub.simulator.report.Tally;
import hub.websocket.FrameWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * One thread that serves the sockets and timers of many devices; everything that belongs to these devices is confined
 * to it, and only {@link #execute} and {@link #stop} may be called from others.
 *
 * <p>A round is: wait, serve sockets, run what others asked for, fire timers, and then write. That the writing comes
 * last, once per device, is what puts the frames of a round into one system call.
 */
final class IoThread implements Runnable {

    /** Above the largest frame that the protocol has, so that every frame fits. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Selector selector;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final FrameWriter frames;
    private final Tally tally;
    private final SingleWriterRecorder latencies;
    private final Notices notices;
    private final TimerHeap timers = new TimerHeap();
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final List<DeviceLink> links = new ArrayList<>();
    private List<DeviceLink> toFlush = new ArrayList<>();
    private List<DeviceLink> flushing = new ArrayList<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private volatile boolean stopping;

    IoThread(LongSupplier nanoClock, RandomGenerator random, Tally tally, Notices notices) throws IOException {
        this.selector = Selector.open();
        this.nanoClock = nanoClock;
        this.random = random;
        this.frames = FrameWriter.client(random);
        this.tally = tally;
        this.latencies = tally.newLatencyRecorder();
        this.notices = notices;
    }

    /** Runs a task on this thread, soon and in order. */
    void execute(Runnable task) {
        requests.add(task);
        // One wake-up for however many tasks: it is a system call.
        if (wakeUpPending.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Ends the thread after it has said goodbye on every connection. */
    void stop() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!stopping) {
                round();
            }
            links.forEach(DeviceLink::sayGoodbye);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void round() throws IOException {
        long wait = timers.nanosToNext(nanoClock.getAsLong());
        if (wait == 0 || !requests.isEmpty()) {
            selector.selectNow(this::serve);
        } else {
            selector.select(this::serve, toMillisRoundedUp(wait));
        }
        runRequests();
        timers.fire(nanoClock.getAsLong());
        flush();
    }

    private void serve(SelectionKey key) {
        ((Connection) key.attachment()).ready(readBuffer);
    }

    private void runRequests() {
        wakeUpPending.set(false);
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
    }

    private void flush() {
        List<DeviceLink> now = toFlush;
        toFlush = flushing;
        flushing = now;
        now.forEach(link -> link.flush(writeBuffer));
        now.clear();
    }

    /** 0 would mean forever to the selector. */
    private static long toMillisRoundedUp(long nanos) {
        return nanos == Long.MAX_VALUE ? 0 : nanos / TimeUnit.MILLISECONDS.toNanos(1) + 1;
    }

    void add(DeviceLink link) {
        links.add(link);
    }

    /** Lets the link write at the end of this round. */
    void flushLater(DeviceLink link) {
        toFlush.add(link);
    }

    Selector selector() {
        return selector;
    }

    Timer newTimer(Runnable task) {
        return timers.newTimer(task);
    }

    long nanoTime() {
        return nanoClock.getAsLong();
    }

    RandomGenerator random() {
        return random;
    }

    FrameWriter frames() {
        return frames;
    }

    Tally tally() {
        return tally;
    }

    Notices notices() {
        return notices;
    }

    void recordLatency(long nanos) {
        latencies.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), TimeUnit.HOURS.toMicros(1)));
    }
}
