package hub.simulator.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the hub listens.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @param path what stands before {@code /ws/devices}, without a slash at its end
 */
public record HubAddress(String host, int port, String path) {

    private static final int DEFAULT_PORT = 80;

    /** @throws IllegalArgumentException if the text is not the URL of a hub, with a message for the user */
    public static HubAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URL", e);
        }
        if ("wss".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("wss:// is not there yet: use ws://");
        }
        if (!"ws".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "' is not of the form ws://host:port");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("'" + text + "' has more than a host, a port and a path");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new HubAddress(uri.getHost(), port, uri.getRawPath().replaceAll("/+$", ""));
    }

    /** The address as it is now: names are looked up anew, since hubs move. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return "ws://" + host + ":" + port + path;
    }
}
