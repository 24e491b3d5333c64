package hub.simulator.client;

import hub.protocol.DeviceId;
import hub.simulator.client.UpgradeAnswer.Declined;
import hub.simulator.report.Tally.Outcome;
import hub.websocket.CloseCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A device's lasting link to the hub: it outlives sessions, begins new ones, and keeps every sequenced frame until it is
 * settled. Confined to its IO thread but for {@link #execute}.
 */
public final class DeviceLink {

    private final IoThread io;
    private final LinkSettings settings;
    private final DeviceId device;
    private final @Nullable String token;
    private final long epoch;
    private final DeviceBehaviour behaviour;
    private final Outbox outbox;

    /** Without a session: when to begin one. With a session: when to look whether it still lives. */
    private final Timer timer;

    private @Nullable Session session;
    private boolean everWelcomed;
    private boolean rejected;
    private boolean flushPending;
    private int failedAttempts;

    DeviceLink(
            IoThread io,
            LinkSettings settings,
            DeviceId device,
            @Nullable String token,
            long epoch,
            DeviceBehaviour behaviour) {
        this.io = io;
        this.settings = settings;
        this.device = device;
        this.token = token;
        this.epoch = epoch;
        this.behaviour = behaviour;
        this.outbox = new Outbox(settings.window(), settings.buffer());
        this.timer = io.newTimer(this::timeout);
    }

    /** Runs a task on the link's thread, soon and in order. From any thread. */
    public void execute(Runnable task) {
        io.execute(task);
    }

    /** A timer of the link's thread. */
    public Timer newTimer(Runnable task) {
        return io.newTimer(task);
    }

    /** The nano clock that timers go by. */
    public long nanoTime() {
        return io.nanoTime();
    }

    /** Takes a frame to be delivered; its number must be above all before it. */
    public void offer(OutgoingFrame frame) {
        io.tally().offered(frame.readings());
        if (rejected) {
            settle(frame, Outcome.ABANDONED);
        } else if (outbox.isCovered(frame)) {
            settle(frame, Outcome.ACKNOWLEDGED);
        } else {
            OutgoingFrame dropped = outbox.offer(frame);
            if (dropped != null) {
                settle(dropped, Outcome.DROPPED);
            }
            flushLater();
        }
    }

    /**
     * Drops the TCP connection without a word, as bad networks do; the link then connects again as ever. On the link's
     * thread. Does nothing while there is no connection that got its welcome.
     *
     * @param part how much of the next unsent frame still goes out, from 0 (nothing) to below 1
     */
    public void cut(double part) {
        if (session != null) {
            session.cut(part);
        }
    }

    /** Begins the first session at that time. */
    void startAt(long nanos) {
        timer.set(nanos);
    }

    /** Ends the session properly; the link is of no use afterwards. */
    void sayGoodbye() {
        timer.cancel();
        if (session != null) {
            session.leave(CloseCode.GOING_AWAY, "the simulator stops");
        }
    }

    /**
     * Writes what there is to write.
     *
     * @param batch the thread's write buffer, free for use
     */
    void flush(ByteBuffer batch) {
        flushPending = false;
        if (session != null) {
            session.flush(batch);
        }
    }

    /** Has {@link #flush} called at the end of the thread's round. */
    void flushLater() {
        if (!flushPending) {
            flushPending = true;
            io.flushLater(this);
        }
    }

    void settle(OutgoingFrame frame, Outcome outcome) {
        io.tally().settled(outcome, frame.readings());
        behaviour.settled(frame, outcome);
    }

    /**
     * The session has its welcome.
     *
     * @param silenceLimitNanos after how long without a word it is to be checked
     */
    void welcomed(long silenceLimitNanos) {
        everWelcomed = true;
        io.tally().deviceConnected();
        if (silenceLimitNanos == Session.UNLIMITED) {
            timer.cancel();
        } else {
            timer.set(io.nanoTime() + silenceLimitNanos);
        }
        flushLater();
    }

    /**
     * The session is over.
     *
     * @param code why, as a close code; {@link CloseCode#ABNORMAL} if the hub gave none
     */
    void ended(boolean wasWelcomed, int code, String reason) {
        io.notices().add("connection lost", device + ": " + reason);
        if (wasWelcomed) {
            io.tally().deviceDisconnected();
            // A hub that closes for cause (44xx) would do so again: only other ends count as a success before.
            failedAttempts = code < CloseCode.TOO_MANY_REFUSED ? 0 : failedAttempts;
        }
        reconnectAfter(0);
    }

    /** The hub answered the upgrade with something else. */
    void declined(Declined answer) {
        boolean http = answer.status() != 0;
        String text = (http ? "hub answered " : "") + answer.reason();
        io.notices().add(http ? "hub answered " + answer.status() : "upgrade failed", device + ": " + text);
        if (answer.isWorthRetrying() || everWelcomed) {
            reconnectAfter(TimeUnit.SECONDS.toNanos(answer.retryAfterSeconds().orElse(0)));
            return;
        }
        session = null;
        rejected = true;
        timer.cancel();
        io.tally().deviceRejected();
        outbox.clear(frame -> settle(frame, Outcome.ABANDONED));
    }

    /** Full jitter on top of what the hub asked for: the fleet it asked is to come back spread out too. */
    private void reconnectAfter(long leastNanos) {
        session = null;
        outbox.rewind();
        timer.set(io.nanoTime() + leastNanos + settings.backoff().nanos(failedAttempts, io.random()));
        failedAttempts++;
    }

    private void timeout() {
        if (session != null) {
            session.checkLiveness(timer);
            return;
        }
        try {
            session = Session.open(this, io, settings.hub());
            timer.set(io.nanoTime() + settings.patience().toNanos());
        } catch (IOException e) {
            ended(false, CloseCode.ABNORMAL, "cannot connect: " + e.getMessage());
        }
    }

    DeviceId device() {
        return device;
    }

    @Nullable String token() {
        return token;
    }

    long epoch() {
        return epoch;
    }

    DeviceBehaviour behaviour() {
        return behaviour;
    }

    Outbox outbox() {
        return outbox;
    }
}
