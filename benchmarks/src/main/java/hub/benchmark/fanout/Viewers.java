package hub.benchmark.fanout;

import hub.benchmark.process.Patience;
import hub.benchmark.report.Latencies;
import hub.benchmark.socket.MicroClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Viewers of the same subscription, read by the thread {@code viewers}. Everything may be called from any thread. */
final class Viewers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int SMALL_BUFFER_BYTES = 64 << 10;

    private final List<LiveViewer> all = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Thread thread = new Thread(this::run, "viewers");
    private Latencies latencies = new Latencies();
    private Throwable failure = new IOException("none");
    private volatile boolean failed;
    private volatile boolean closed;
    private volatile long leastDeltas;

    private Viewers() throws IOException {}

    /** Connects so many, and begins to read. */
    static Viewers connect(URI hub, int count, String subscription, MicroClock clock) throws IOException {
        Viewers viewers = new Viewers();
        for (int i = 0; i < count; i++) {
            LiveViewer viewer = LiveViewer.connect(hub, subscription, clock);
            viewer.recordTo(viewers.latencies);
            viewers.all.add(viewer);
            viewer.channel().register(viewers.selector, SelectionKey.OP_READ, viewer);
        }
        viewers.thread.setDaemon(true);
        viewers.thread.start();
        return viewers;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select();
                round();
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            failed = true;
        }
    }

    private synchronized void round() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isReadable()) {
                ((LiveViewer) key.attachment()).read(buffer);
            }
        }
        selector.selectedKeys().clear();
        leastDeltas = all.stream().mapToLong(LiveViewer::deltas).min().orElse(0);
    }

    /** Readings that even the last viewer has got as deltas. */
    long leastDeltas() {
        requireHealthy();
        return leastDeltas;
    }

    /** Readings that the first viewer has got as deltas. */
    synchronized long mostDeltas() {
        return all.stream().mapToLong(LiveViewer::deltas).max().orElse(0);
    }

    /** Readings that all together have got as deltas. */
    long deltas() {
        return sum(LiveViewer::deltas);
    }

    /** Frames that they came in. */
    long frames() {
        return sum(LiveViewer::frames);
    }

    /** Complete snapshots of all together. */
    long snapshots() {
        return sum(LiveViewer::snapshots);
    }

    private synchronized long sum(ToLongFunction<LiveViewer> what) {
        requireHealthy();
        return all.stream().mapToLong(what).sum();
    }

    private void requireHealthy() {
        if (failed) {
            throw new IllegalStateException("a viewer failed", failure);
        }
    }

    /** How long deliveries took since the last call. */
    synchronized Latencies takeLatencies() {
        Latencies taken = latencies;
        latencies = new Latencies();
        all.forEach(viewer -> viewer.recordTo(latencies));
        return taken;
    }

    /** Whole frames of all viewers go there from now on, too. */
    synchronized void handTo(FrameTaker taker) {
        all.forEach(viewer -> viewer.handTo(taker));
    }

    /** Waits until each has that many snapshots. */
    void awaitSnapshots(int each) throws IOException {
        Patience.until("each viewer has a snapshot", PATIENCE, () -> snapshots() >= (long) each * all.size());
    }

    /** Waits until each has got that many readings as deltas. */
    void awaitDeltas(long each) throws IOException {
        Patience.until("each viewer has " + each + " readings", PATIENCE, () -> leastDeltas() >= each);
    }

    /** Little waits in the kernel for them from now on, so that one which does not read is soon the hub's to deal with. */
    void limitBuffers() throws IOException {
        for (LiveViewer viewer : all) {
            viewer.channel().setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER_BYTES);
        }
    }

    /** Reads nothing any more. */
    void pause() {
        selector.keys().forEach(key -> key.interestOps(0));
        selector.wakeup();
    }

    /** Reads again. */
    void resume() {
        selector.keys().forEach(key -> key.interestOps(SelectionKey.OP_READ));
        selector.wakeup();
    }

    /** Processor time of the thread so far. */
    long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (LiveViewer viewer : all) {
                viewer.close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
