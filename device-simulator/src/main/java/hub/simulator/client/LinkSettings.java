package hub.simulator.client;

import java.time.Duration;

/**
 * How devices hold their connections.
 *
 * @param hub where to
 * @param window the most frames that are sent and unacknowledged, per device
 * @param buffer the most frames that a device keeps
 * @param backoff how long to wait before connecting again
 * @param connectsPerSecond how many devices begin to connect for the first time in a second: a hub's accept queue is short
 * @param patience how long connecting, the upgrade and the welcome may take in all
 */
public record LinkSettings(
        HubAddress hub, int window, int buffer, Backoff backoff, int connectsPerSecond, Duration patience) {}
