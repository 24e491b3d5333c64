package hub.simulator.verify;

import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.Command;
import hub.simulator.client.DeviceBehaviour;
import hub.simulator.client.DeviceLink;
import hub.simulator.client.OutgoingFrame;
import hub.simulator.client.Timer;
import hub.simulator.report.Tally.Outcome;
import hub.simulator.verify.LedgerRecord.Kind;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One device of the fleet: notes a frame in the ledger, sends it, notes its acknowledgement. It drops nothing: while as
 * many frames as may be are unsettled, or did not come live yet, it makes no new one. Confined to its link's thread.
 */
final class VerifiedDevice implements DeviceBehaviour {

    private static final double NANOS_PER_SECOND = 1e9;

    private final int index;
    private final Ledger ledger;
    private final Load load;
    private final Standing.Device standing;
    private final LiveDevice live;
    private final InstantSource clock;
    private final Chaos chaos;
    private @Nullable DeviceLink link;
    private @Nullable Timer timer;

    VerifiedDevice(
            int index,
            Ledger ledger,
            Load load,
            Standing.Device standing,
            LiveDevice live,
            InstantSource clock,
            Chaos chaos) {
        this.index = index;
        this.ledger = ledger;
        this.load = load;
        this.standing = standing;
        this.live = live;
        this.clock = clock;
        this.chaos = chaos;
    }

    /**
     * Sends again what an earlier process left unsettled, and begins. On the link's thread.
     *
     * @param phase where in its interval it begins, 0 to 1
     */
    void begin(DeviceLink ownLink, double phase) {
        link = ownLink;
        // Of a copy: what the hub says it has is settled at once.
        List.copyOf(standing.unsettled).forEach(frame -> ownLink.offer(encode(frame)));
        timer = ownLink.newTimer(this::tick);
        timer.set(ownLink.nanoTime() + (long) (phase * load.interval().toNanos()));
    }

    /** Makes no more frames. On the link's thread. */
    void finish() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public Hello hello() {
        return new Hello(
                Optional.of("verify-1"),
                OptionalDouble.of(load.interval().toNanos() / NANOS_PER_SECOND),
                Optional.empty(),
                List.of());
    }

    @Override
    public Optional<String> carryOut(Command command) {
        return Optional.of("a device under verification cannot do '" + command.name() + "'");
    }

    @Override
    public void settled(OutgoingFrame outgoing, Outcome outcome) {
        if (outcome != Outcome.ACKNOWLEDGED && outcome != Outcome.REFUSED) {
            // The hub turned the device away: its frames stay unsettled, for when it lets it in.
            return;
        }
        for (SentFrame frame : standing.unsettled) {
            if (frame.seq() == outgoing.seq()) {
                standing.unsettled.remove(frame);
                boolean refused = outcome == Outcome.REFUSED;
                ledger.append(refused ? Kind.REFUSED : Kind.ACKNOWLEDGED, frame);
                live.settled(frame, refused);
                return;
            }
        }
    }

    private void tick() {
        DeviceLink to = link;
        Timer again = timer;
        if (to == null || again == null) {
            return;
        }
        if (standing.unsettled.size() < load.inFlight() && live.hasRoom()) {
            send(to);
        }
        // Keeps to the rhythm, but does not make up for what it missed.
        long now = to.nanoTime();
        long next = again.dueNanos() + load.interval().toNanos();
        again.set(
                next - now > -load.interval().toNanos()
                        ? next
                        : now + load.interval().toNanos());
    }

    private void send(DeviceLink to) {
        long now = clock.millis() * 1_000;
        SentFrame frame = new SentFrame(
                index,
                ledger.plan().epoch(index),
                standing.seq + 1,
                load.batch(),
                Math.max(now, standing.lastMicros + 1));
        if (!ledger.append(Kind.SENT, frame)) {
            finish();
            return;
        }
        standing.seq = frame.seq();
        standing.lastMicros = frame.lastMicros();
        standing.unsettled.addLast(frame);
        live.sent(frame);
        chaos.around(to, () -> to.offer(encode(frame)));
    }

    private OutgoingFrame encode(SentFrame frame) {
        return ReadingPattern.encode(ledger.plan().seed(), frame);
    }
}
