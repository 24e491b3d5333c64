package hub.simulator.client;

import hub.protocol.DeviceId;
import hub.websocket.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The HTTP request that asks for a device's WebSocket. */
final class UpgradeRequest {

    /** The name of the protocol's version 1. */
    static final String SUBPROTOCOL = "v1.readings.telemetry-hub";

    private UpgradeRequest() {}

    /**
     * Its bytes.
     *
     * @param key a fresh {@code Sec-WebSocket-Key}
     */
    static ByteBuffer bytes(HubAddress hub, DeviceId device, @Nullable String token, String key) {
        // No character of a device id needs escaping in a path.
        StringBuilder request = new StringBuilder(512)
                .append("GET ")
                .append(hub.path())
                .append("/ws/devices/")
                .append(device)
                .append(" HTTP/1.1\r\n")
                .append("Host: ")
                .append(hub.host())
                .append(':')
                .append(hub.port())
                .append("\r\n")
                .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                .append("Sec-WebSocket-Version: ")
                .append(Handshake.VERSION)
                .append("\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(key)
                .append("\r\n")
                .append("Sec-WebSocket-Protocol: ")
                .append(SUBPROTOCOL)
                .append("\r\n");
        if (token != null) {
            request.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        return ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** A key of those 16 bytes. */
    static String key(long high, long low) {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }
}
