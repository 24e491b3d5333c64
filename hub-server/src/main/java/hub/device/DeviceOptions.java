package hub.device;

import hub.socket.SocketLimits;
import java.time.Duration;

/**
 * How the hub treats devices.
 *
 * @param heartbeat how often it pings
 * @param heartbeatTimeout how long after that a silent device counts as dead
 * @param maxFrameBytes the longest message it takes
 * @param messageTimeout how long a message may take from its first byte to its last
 * @param maxConnections the most devices at a time
 * @param maxConnectionsPerAddress the most of them from one IP address
 * @param rate how much each may send
 */
public record DeviceOptions(
        Duration heartbeat,
        Duration heartbeatTimeout,
        int maxFrameBytes,
        Duration messageTimeout,
        int maxConnections,
        int maxConnectionsPerAddress,
        RateLimit rate) {

    /** Refused frames within a minute after which a device is sent away. */
    static final int MAX_REFUSED_PER_MINUTE = 100;

    /** What may wait to be read by a device before the hub stops reading from it. */
    static final long MAX_QUEUED_BYTES = 64 * 1024;

    /** When it reads from it again. */
    static final long RESUMED_QUEUED_BYTES = MAX_QUEUED_BYTES / 2;

    /** @throws IllegalArgumentException if something is out of range */
    public DeviceOptions {
        requirePositive("heartbeat", heartbeat);
        requirePositive("heartbeat timeout", heartbeatTimeout);
        requirePositive("message timeout", messageTimeout);
        if (maxFrameBytes < 1_024 || maxFrameBytes > 8 << 20) {
            throw new IllegalArgumentException("longest frame " + maxFrameBytes + " is not in 1024..8388608 bytes");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("most connections " + maxConnections + " is not above 0");
        }
        if (maxConnectionsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "most connections per address " + maxConnectionsPerAddress + " is not above 0");
        }
    }

    /** With those values of another that are taken while devices are connected; for those that connect from then on. */
    public DeviceOptions reloadedFrom(DeviceOptions newer) {
        return new DeviceOptions(
                heartbeat,
                heartbeatTimeout,
                maxFrameBytes,
                messageTimeout,
                newer.maxConnections,
                newer.maxConnectionsPerAddress,
                newer.rate);
    }

    /** What a device's socket may do. */
    SocketLimits limits() {
        return new SocketLimits(maxFrameBytes, messageTimeout);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.toDays() > 1) {
            throw new IllegalArgumentException(name + " " + duration + " is not above 0 and at most a day");
        }
    }
}
