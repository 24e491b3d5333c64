package hub.simulator.fleet;

import hub.json.JsonValue.JsonNumber;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.Command;
import hub.simulator.client.DeviceBehaviour;
import hub.simulator.client.DeviceLink;
import hub.simulator.client.OutgoingFrame;
import hub.simulator.client.Timer;
import hub.simulator.model.SmogModel;
import hub.simulator.model.Station;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One device of a fleet: samples the model at its interval, whether it is connected or not. */
final class SimulatedDevice implements DeviceBehaviour {

    private static final String FIRMWARE = "simulator-1";
    private static final double NANOS_PER_SECOND = 1e9;

    /** The most readings that one sample has; a frame must have room for them. */
    private static final int MAX_SAMPLE = 8;

    private final SmogModel model;
    private final Station station;
    private final InstantSource clock;
    private final long epoch;
    private final int readingsPerFrame;
    private final SampleFrame frame = new SampleFrame();

    private @Nullable DeviceLink link;
    private @Nullable Timer timer;
    private long intervalNanos;
    private long seq;
    private long lastMillis;

    SimulatedDevice(SmogModel model, int index, FleetPlan plan, InstantSource clock, long epoch) {
        this.model = model;
        this.station = model.station(index);
        this.clock = clock;
        this.epoch = epoch;
        this.readingsPerFrame = Math.min(plan.readingsPerFrame(), ReadingsFrame.MAX_READINGS - MAX_SAMPLE);
        this.intervalNanos = plan.interval().toNanos();
    }

    /**
     * Begins to sample. On the link's thread.
     *
     * @param phase where in its interval it begins, 0 to 1
     */
    void begin(DeviceLink ownLink, double phase) {
        link = ownLink;
        timer = ownLink.newTimer(this::sample);
        timer.set(ownLink.nanoTime() + (long) (phase * intervalNanos));
    }

    /** Samples no more and sends what it has gathered. On the link's thread. */
    void finish() {
        if (timer != null) {
            timer.cancel();
        }
        if (frame.count() > 0) {
            sendFrame();
        }
    }

    @Override
    public Hello hello() {
        return new Hello(
                Optional.of(FIRMWARE),
                OptionalDouble.of(intervalNanos / NANOS_PER_SECOND),
                Optional.of(station.location()),
                List.of());
    }

    @Override
    public Optional<String> carryOut(Command command) {
        if (!command.name().equals("set-interval")) {
            return Optional.of("unknown command '" + command.name() + "'");
        }
        double seconds = command.args().members().get("seconds") instanceof JsonNumber number ? number.asDouble() : 0;
        if (!(seconds >= 0.001 && seconds <= Hello.MAX_INTERVAL_SECONDS)) {
            return Optional.of("seconds must be 0.001 to " + Hello.MAX_INTERVAL_SECONDS);
        }
        intervalNanos = (long) (seconds * NANOS_PER_SECOND);
        if (link != null && timer != null && timer.isSet()) {
            timer.set(link.nanoTime() + intervalNanos);
        }
        return Optional.empty();
    }

    private void sample() {
        // Two samples of one millisecond would be one: the later replaces the earlier.
        lastMillis = Math.max(clock.millis(), lastMillis + 1);
        if (!frame.reaches(lastMillis)) {
            sendFrame();
        }
        model.sample(station, lastMillis, frame.at(lastMillis));
        if (frame.count() >= readingsPerFrame) {
            sendFrame();
        }
        setNext();
    }

    /** Keeps to the rhythm, but does not try to make up for samples it missed: a sensor could not either. */
    private void setNext() {
        if (link != null && timer != null) {
            long now = link.nanoTime();
            long next = timer.dueNanos() + intervalNanos;
            timer.set(next - now > -intervalNanos ? next : now + intervalNanos);
        }
    }

    private void sendFrame() {
        if (link != null) {
            seq++;
            link.offer(new OutgoingFrame(seq, frame.count(), frame.encode(epoch, seq)));
        }
        frame.clear();
    }
}
