package hub.simulator.replay;

import hub.protocol.Location;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.Command;
import hub.simulator.client.DeviceBehaviour;
import hub.simulator.client.OutgoingFrame;
import hub.simulator.report.Tally.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A device of a recording. Its room is what makes reading wait: a recording must not be dropped, only delayed. */
final class ReplayedDevice implements DeviceBehaviour {

    private static final String FIRMWARE = "replay-1";

    private final Optional<Location> location;
    private final int size;
    private final Semaphore room;

    /** A device of which {@code size} frames may be unsettled. */
    ReplayedDevice(Optional<Location> location, int size) {
        this.location = location;
        this.size = size;
        this.room = new Semaphore(size);
    }

    @Override
    public Hello hello() {
        return new Hello(Optional.of(FIRMWARE), OptionalDouble.empty(), location, List.of());
    }

    @Override
    public Optional<String> carryOut(Command command) {
        return Optional.of("a recording cannot do '" + command.name() + "'");
    }

    @Override
    public void settled(OutgoingFrame frame, Outcome outcome) {
        room.release();
    }

    /** Waits for room for one more frame. Whether there was any in time. */
    boolean takeRoom(long millis) throws InterruptedException {
        return room.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /** Waits until every frame is settled. Whether that is so in time; if so there is no room any more. */
    boolean awaitSettled(long millis) throws InterruptedException {
        return room.tryAcquire(size, millis, TimeUnit.MILLISECONDS);
    }
}
