package hub.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hub.protocol.testing.Effort;
import hub.protocol.testing.Mutations;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Half a minute of bytes at random, five with {@code -Dhub.test.long=true}. Alone, since it looks at the whole process. */
@Isolated
class FuzzTest {

    private static final Duration HOW_LONG = Duration.ofSeconds(Effort.rounds(30, 300));

    /** Until whatever is kept for the next connection is there. */
    private static final int WARM_UP = 200;

    private static final long FLAT_BYTES = 1 << 20;

    /** What a thread that does nothing but periodic work stays far below. */
    private static final double BUSY = 0.5;

    private static final List<byte[]> VALID = List.of(
            Frames.wire(1, 1, 3),
            Frames.wire(0x81, "{\"type\":\"hello\",\"firmware\":\"1\"}".getBytes(StandardCharsets.UTF_8)),
            Frames.wire(0x81, "{\"type\":\"reading\",\"values\":{\"pm2_5\":1}}".getBytes(StandardCharsets.UTF_8)),
            Frames.wire(0x81, "[{\"n\":\"current\",\"v\":1.2}]".getBytes(StandardCharsets.UTF_8)),
            Frames.wire(0x01, (byte) 'a'),
            Frames.wire(0x00, (byte) 'b'),
            Frames.wire(0x80, (byte) 'c'),
            Frames.wire(0x89, (byte) 1),
            Frames.wire(0x8A, (byte) 1),
            Frames.wire(0x88, (byte) 3, (byte) 0xE8));

    /** So many that none connects so often within the long form that it is told to come back later. */
    private static final int DEVICES = 2_000;

    private final long seed = Long.getLong("hub.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @TempDir
    Path data;

    @Test
    void bytesAtRandomDoNoHarm() throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        try (TestHub hub = TestHub.start(data)) {
            for (int i = 0; i < WARM_UP; i++) {
                connect(hub, i);
            }
            settle(hub);
            long before = directBytes();
            long end = System.nanoTime() + HOW_LONG.toNanos();
            int connections = WARM_UP;
            while (System.nanoTime() < end) {
                connect(hub, connections++);
            }
            settle(hub);

            assertThat(directBytes()).as("direct memory").isLessThan(before + FLAT_BYTES);
            assertThat(busy(Duration.ofSeconds(1)))
                    .as("processors that are busy")
                    .isLessThan(BUSY);
            System.out.println("fuzz: " + connections + " connections with -Dhub.seed=" + seed);
        } finally {
            root.detachAppender(logged);
        }
        assertThat(List.copyOf(logged.list))
                .as("with -Dhub.seed=" + seed)
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    private void connect(TestHub hub, int number) {
        Peer peer = number % 4 == 0 ? hub.viewer() : hub.device("F" + number % DEVICES);
        try (peer) {
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                peer.sendOrThrow(bytes());
            }
        } catch (IOException e) {
            // Closed by the hub, as it may.
        }
    }

    private byte[] bytes() {
        byte[] valid = VALID.get(random.nextInt(VALID.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] any = new byte[random.nextInt(2_000)];
                random.nextBytes(any);
                return any;
            }
            case 1 -> {
                return valid;
            }
            default -> {
                return Mutations.of(valid, random);
            }
        }
    }

    /** All is well with who is well, and of the others nothing is left. */
    private static void settle(TestHub hub) {
        try (Peer device = hub.welcomed("A" + System.nanoTime())) {
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
        }
        await().until(() -> hub.metric("hub_device_connections") == 0
                && hub.metric("hub_viewers") == 0
                && hub.metric("hub_frames_in_flight") == 0
                && hub.get("/readyz").statusCode() == 200);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Processors that the hub's threads keep busy for a while. */
    private static double busy(Duration time) {
        long before = hubCpuNanos();
        long start = System.nanoTime();
        await().pollDelay(time.toMillis(), TimeUnit.MILLISECONDS).until(() -> true);
        return (double) (hubCpuNanos() - before) / (System.nanoTime() - start);
    }

    private static long hubCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(FuzzTest::isOfHub)
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
    }

    private static boolean isOfHub(ThreadInfo thread) {
        return thread != null
                && (thread.getThreadName().startsWith("XNIO")
                        || thread.getThreadName().startsWith("hub-"));
    }
}
