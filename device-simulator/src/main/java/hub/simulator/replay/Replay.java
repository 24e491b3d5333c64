package hub.simulator.replay;

import hub.protocol.DeviceId;
import hub.simulator.client.DeviceLink;
import hub.simulator.client.IoThreads;
import hub.simulator.client.OutgoingFrame;
import hub.simulator.replay.Recording.NumberedRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sends a recording. Reads on the caller's thread and waits there for the time of a row and for room at its device. */
public final class Replay {

    private static final long PATIENCE_MILLIS = 100;

    private final ReplayPlan plan;
    private final Recording recording;
    private final IoThreads threads;
    private final Function<DeviceId, Optional<String>> tokens;
    private final Pacer pacer;
    private final Map<DeviceId, Sender> senders = new HashMap<>();

    /** What belongs to one device. */
    private record Sender(ReplayedDevice device, DeviceLink link, FrameBuilder frame) {}

    /** A replay that has not begun. */
    public Replay(
            ReplayPlan plan,
            Recording recording,
            IoThreads threads,
            Function<DeviceId, Optional<String>> tokens,
            Pacer pacer) {
        this.plan = plan;
        this.recording = recording;
        this.threads = threads;
        this.tokens = tokens;
        this.pacer = pacer;
    }

    /**
     * Sends everything and waits until all of it is settled, or until the pacer says stop.
     *
     * @throws IOException if a file cannot be read on; what was read before is settled by then
     */
    public void run() throws IOException, InterruptedException {
        try {
            if (!sendRows()) {
                return;
            }
        } catch (IOException e) {
            settle();
            throw e;
        }
        settle();
    }

    /** Whether to go on. */
    private boolean sendRows() throws IOException, InterruptedException {
        for (Optional<NumberedRow> row = recording.next(); row.isPresent(); row = recording.next()) {
            if (pacer.isStoppedBefore(row.get().row().micros()) || !add(row.get())) {
                return false;
            }
        }
        return true;
    }

    private void settle() throws InterruptedException {
        for (Sender sender : senders.values()) {
            if (sender.frame().rows() > 0 && !send(sender)) {
                return;
            }
        }
        for (Sender sender : senders.values()) {
            while (!sender.device().awaitSettled(PATIENCE_MILLIS)) {
                if (pacer.isStoppedSoon()) {
                    return;
                }
            }
        }
    }

    /** Whether to go on. */
    private boolean add(NumberedRow row) throws InterruptedException {
        Sender sender = sender(row);
        if (row.row().values().isEmpty()) {
            return true;
        }
        if (!sender.frame().fits(row.row()) && !send(sender)) {
            return false;
        }
        sender.frame().add(row);
        return sender.frame().rows() < plan.rowsPerFrame() || send(sender);
    }

    /** Whether to go on. */
    private boolean send(Sender sender) throws InterruptedException {
        while (!sender.device().takeRoom(PATIENCE_MILLIS)) {
            if (pacer.isStoppedSoon()) {
                return false;
            }
        }
        OutgoingFrame frame = sender.frame().take();
        sender.link().execute(() -> sender.link().offer(frame));
        return true;
    }

    private Sender sender(NumberedRow row) {
        return senders.computeIfAbsent(row.row().device(), id -> {
            ReplayedDevice device = new ReplayedDevice(row.row().location(), plan.buffer());
            DeviceLink link = threads.add(id, tokens.apply(id), plan.epoch(), device);
            return new Sender(device, link, new FrameBuilder(plan.epoch()));
        });
    }
}
