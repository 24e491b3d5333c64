package hub.web;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub listens, and what stands before it.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 takes any that is free
 * @param tls certificate and key; null to serve without TLS
 * @param redirectPort where browsers that come without TLS are told the address with it; 0 takes any that is free
 * @param hostnames the names that the hub is called by; whatever else stands in {@code Host} is refused. Empty takes all
 * @param proxies whose word about who asks is believed
 * @param proxyProtocol whether they say it by the PROXY protocol, before anything else on a connection
 */
public record WebOptions(
        String host,
        int port,
        @Nullable TlsOptions tls,
        OptionalInt redirectPort,
        List<String> hostnames,
        TrustedProxies proxies,
        boolean proxyProtocol) {

    /** @throws IllegalArgumentException if something is out of range or does not go together */
    public WebOptions {
        requirePort(port);
        redirectPort.ifPresent(WebOptions::requirePort);
        if (redirectPort.isPresent() && tls == null) {
            throw new IllegalArgumentException(
                    "--http-redirect-port needs --tls-certificate-file or --tls-keystore-file");
        }
        if (proxyProtocol && proxies.isEmpty()) {
            throw new IllegalArgumentException("--proxy-protocol needs --trusted-proxies: whom to believe");
        }
        hostnames = List.copyOf(hostnames);
    }

    /** Without TLS, without proxies. */
    public static WebOptions plain(String host, int port) {
        return new WebOptions(host, port, null, OptionalInt.empty(), List.of(), TrustedProxies.parse(""), false);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }
}
