package hub.benchmark.socket;

import hub.benchmark.report.Latencies;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** All devices, served by the thread that calls. */
public final class Generator implements AutoCloseable {

    /** How often a device that keeps a pace sends what is due. */
    private static final long TICK_NANOS = 5_000_000;

    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final LoadPlan plan;
    private final Latencies latencies = new Latencies();
    private final List<SensorConnection> devices = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    private Generator(LoadPlan plan) throws IOException {
        this.plan = plan;
    }

    /** Connects all devices of the plan. */
    public static Generator connect(URI hub, LoadPlan plan, String prefix) throws IOException {
        return connect(hub, plan, SampleTimes.recorded(), prefix);
    }

    /** The same with samples of other times. */
    public static Generator connect(URI hub, LoadPlan plan, SampleTimes times, String prefix) throws IOException {
        Generator generator = new Generator(plan);
        for (int i = 0; i < plan.devices(); i++) {
            FrameTemplate template = FrameTemplate.of(plan.readingsPerFrame(), i);
            SensorConnection device =
                    SensorConnection.connect(hub, prefix + i, plan, times, template, generator.latencies);
            generator.devices.add(device);
            device.channel().register(generator.selector, SelectionKey.OP_READ, device);
        }
        return generator;
    }

    /**
     * Sends, by the plan; then waits until all is acknowledged. May be run again.
     *
     * @param hubCpuNanos processor time of the hub's process so far
     */
    public Load run(LongSupplier hubCpuNanos) throws IOException {
        return run(hubCpuNanos, plan.pace(), plan.warmUp(), plan.duration());
    }

    /** The same for another time, without a warm-up. */
    public Load run(LongSupplier hubCpuNanos, Duration duration) throws IOException {
        return run(hubCpuNanos, plan.pace(), Duration.ZERO, duration);
    }

    /** The same at another pace. */
    public Load run(LongSupplier hubCpuNanos, Duration duration, Pace pace) throws IOException {
        return run(hubCpuNanos, pace, Duration.ZERO, duration);
    }

    private Load run(LongSupplier hubCpuNanos, Pace pace, Duration warmUp, Duration duration) throws IOException {
        devices.forEach(SensorConnection::begin);
        long begin = System.nanoTime();
        serveUntil(begin, begin + warmUp.toNanos(), pace);
        latencies.reset();
        long before = acknowledged();
        long hubCpu = hubCpuNanos.getAsLong();
        long ownCpu = ownCpuNanos();
        long start = System.nanoTime();
        serveUntil(begin, start + duration.toNanos(), pace);
        long frames = acknowledged() - before;
        Latencies measured = new Latencies();
        measured.add(latencies);
        Load load = new Load(
                frames,
                frames * plan.readingsPerFrame(),
                System.nanoTime() - start,
                hubCpuNanos.getAsLong() - hubCpu,
                ownCpuNanos() - ownCpu,
                measured);
        drain();
        return load;
    }

    /** Readings that were acknowledged, of the warm-up too. */
    public long acknowledgedReadings() {
        return acknowledged() * plan.readingsPerFrame();
    }

    private long acknowledged() {
        return devices.stream().mapToLong(SensorConnection::acknowledged).sum();
    }

    private void serveUntil(long begin, long end, Pace pace) throws IOException {
        long nextTick = 0;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (now >= nextTick) {
                nextTick = now + TICK_NANOS / 5;
                sendDue(pace.framesDue(now - begin), now);
            }
            serve(1);
        }
    }

    /**
     * Frames fall due one after the other, each of another device; and devices take turns, a fifth of them each millisecond,
     * so that not all send at once where more than one is due.
     */
    private void sendDue(long framesDue, long now) throws IOException {
        long turn = now / (TICK_NANOS / 5);
        for (int i = 0; i < devices.size(); i++) {
            if ((i + turn) % 5 == 0) {
                devices.get(i).owe(Math.min(Integer.MAX_VALUE, (framesDue + i) / plan.devices()));
                trySend(devices.get(i));
            }
        }
    }

    private void trySend(SensorConnection device) throws IOException {
        SelectionKey key = device.channel().keyFor(selector);
        int interest = device.send() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void serve(long timeoutMillis) throws IOException {
        selector.select(
                key -> {
                    try {
                        SensorConnection device = (SensorConnection) key.attachment();
                        if (key.isReadable()) {
                            device.read(buffer);
                        }
                        trySend(device);
                    } catch (IOException e) {
                        throw new IllegalStateException("a device has lost its connection", e);
                    }
                },
                timeoutMillis);
    }

    private void drain() throws IOException {
        devices.forEach(SensorConnection::begin);
        long end = System.nanoTime() + DRAIN.toNanos();
        while (devices.stream().anyMatch(device -> device.inFlight() > 0)) {
            if (System.nanoTime() > end) {
                throw new IOException("not all was acknowledged within " + DRAIN);
            }
            serve(10);
        }
    }

    private static long ownCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (SensorConnection device : devices) {
            device.close();
        }
        selector.close();
    }
}
