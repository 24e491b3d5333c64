package hub.socket;

import java.time.Duration;

/**
 * What a peer may do.
 *
 * @param maxMessageBytes the longest message
 * @param messageTimeout how long it may take from a message's first byte to its last
 */
public record SocketLimits(int maxMessageBytes, Duration messageTimeout) {

    /** 64 KiB in this time is what a bad mobile connection still does. */
    public static final Duration DEFAULT_MESSAGE_TIMEOUT = Duration.ofMinutes(1);

    /** Messages of at most so many bytes, in the usual time. */
    public SocketLimits(int maxMessageBytes) {
        this(maxMessageBytes, DEFAULT_MESSAGE_TIMEOUT);
    }
}
