package hub.device;

import hub.socket.Socket;
import hub.time.NanoClock;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds out whether the other end of one socket is still there. Confined to the socket's IO thread, but for
 * {@link #roundTripMillis}.
 *
 * <p>Any byte counts as life. While the hub itself does not read, it hears nothing, and so judges only who takes nothing
 * of what it is sent.
 */
final class Heartbeat {

    /** Pings come up to a fifth early, so that thousands of devices are not pinged in the same moment. */
    private static final double JITTER = 0.2;

    private static final long NOT_MEASURED = -1;

    private final Socket socket;
    private final NanoClock clock;
    private final long intervalNanos;
    private final long timeoutNanos;
    private long nextPingNanos;
    private long pingSentNanos;
    private long seenTaken;
    private long stuckSinceNanos;
    private volatile long roundTripNanos = NOT_MEASURED;

    Heartbeat(Socket socket, NanoClock clock, DeviceOptions options) {
        this.socket = socket;
        this.clock = clock;
        this.intervalNanos = options.heartbeat().toNanos();
        this.timeoutNanos = options.heartbeatTimeout().toNanos();
        this.stuckSinceNanos = clock.nanos();
        this.nextPingNanos = stuckSinceNanos + jittered();
    }

    /** How long nothing has come or gone in ns, if that means that the device is dead; otherwise pings when it is time to. */
    OptionalLong sweep() {
        long now = clock.nanos();
        if (socket.isReadsSuspended()) {
            return deaf(now);
        }
        stuckSinceNanos = now;
        long silent = now - socket.lastReadNanos();
        if (silent >= intervalNanos + timeoutNanos) {
            return OptionalLong.of(silent);
        }
        if (now - nextPingNanos >= 0) {
            nextPingNanos = now + jittered();
            pingSentNanos = now;
            socket.ping(ByteBuffer.allocate(Long.BYTES).putLong(now).array());
        }
        return OptionalLong.empty();
    }

    /** How long the device has taken nothing in ns, if it is for that that it is not read from, and it means that it is dead. */
    private OptionalLong deaf(long now) {
        long taken = socket.takenBytes();
        if (taken != seenTaken || socket.queuedBytes() <= DeviceOptions.RESUMED_QUEUED_BYTES) {
            seenTaken = taken;
            stuckSinceNanos = now;
        }
        long stuck = now - stuckSinceNanos;
        return stuck >= intervalNanos + timeoutNanos ? OptionalLong.of(stuck) : OptionalLong.empty();
    }

    /** Takes a pong; only the one that answers the newest ping measures anything. */
    void pong(byte[] payload) {
        if (payload.length == Long.BYTES && ByteBuffer.wrap(payload).getLong() == pingSentNanos) {
            roundTripNanos = clock.nanos() - pingSentNanos;
        }
    }

    /** The newest round trip; safe from any thread. */
    OptionalDouble roundTripMillis() {
        long nanos = roundTripNanos;
        return nanos == NOT_MEASURED ? OptionalDouble.empty() : OptionalDouble.of(nanos / 1e6);
    }

    private long jittered() {
        return (long) (intervalNanos * (1 - JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
