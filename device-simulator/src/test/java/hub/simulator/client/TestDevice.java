package hub.simulator.client;

import hub.protocol.DeviceId;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.Command;
import hub.simulator.report.Notices;
import hub.simulator.report.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** One device on a thread of its own, which sends what a test offers. */
final class TestDevice implements DeviceBehaviour, AutoCloseable {

    static final long EPOCH = 77;

    final Tally tally = new Tally();
    final List<String> notices = new CopyOnWriteArrayList<>();
    private final IoThreads threads;
    private final DeviceLink link;
    private long seq;

    TestDevice(String url) throws IOException {
        this(url, Optional.empty(), 10);
    }

    TestDevice(String url, Optional<String> token, long patienceSeconds) throws IOException {
        Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));
        LinkSettings settings =
                new LinkSettings(HubAddress.parse(url), 16, 1_000, backoff, 1_000, Duration.ofSeconds(patienceSeconds));
        threads = new IoThreads(
                1,
                settings,
                tally,
                new Notices(notices::add),
                System::nanoTime,
                new SplittableRandom(3),
                failure -> notices.add("BUG " + failure));
        threads.start();
        link = threads.add(new DeviceId("dev-1"), token, EPOCH, this);
    }

    /** Offers frames of one reading each, numbered on. */
    void offer(int count) {
        for (int i = 0; i < count; i++) {
            long number = ++seq;
            ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(
                    TimeMode.ABSOLUTE, false, false, false, EPOCH, number, 1_700_000_000_000L + number);
            frame.add(5, number / 10.0);
            link.execute(() -> link.offer(new OutgoingFrame(number, 1, frame.encode())));
        }
    }

    @Override
    public Hello hello() {
        return new Hello(Optional.of("test"), OptionalDouble.empty(), Optional.empty(), List.of());
    }

    @Override
    public Optional<String> carryOut(Command command) {
        return command.name().equals("good") ? Optional.empty() : Optional.of("cannot " + command.name());
    }

    @Override
    public void close() {
        threads.close();
    }
}
