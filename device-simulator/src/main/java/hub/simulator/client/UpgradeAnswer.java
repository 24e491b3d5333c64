package hub.simulator.client;

import java.util.OptionalLong;

/** How the hub answered the request for a WebSocket. */
sealed interface UpgradeAnswer {

    /** From here on both sides talk in frames. */
    record Accepted() implements UpgradeAnswer {}

    /**
     * No WebSocket.
     *
     * @param status the HTTP status; 0 if the answer was no proper HTTP or no proper handshake
     * @param reason for people: the status and the hub's own words
     * @param retryAfterSeconds how long the hub asks to wait
     */
    record Declined(int status, String reason, OptionalLong retryAfterSeconds) implements UpgradeAnswer {

        /** Whether asking again can help: not if the device, its token or the address is wrong. */
        boolean isWorthRetrying() {
            return status == 0 || status >= 500 || status == 408 || status == 425 || status == 429;
        }
    }
}
