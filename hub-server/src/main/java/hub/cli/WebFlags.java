package hub.cli;

import hub.web.TlsOptions;
import hub.web.TrustedProxies;
import hub.web.WebOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code serve} listens, and what stands before it. */
final class WebFlags {

    private static final String LOOPBACK = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Port to bind; 0 takes any.")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = LOOPBACK, description = "Address to bind.")
    private String host = LOOPBACK;

    @Option(
            names = "--open",
            arity = ServeCommand.SWITCH,
            fallbackValue = "true",
            defaultValue = "false",
            description = "No authentication; binds 127.0.0.1 only.")
    private boolean open;

    @Option(
            names = "--tls-certificate-file",
            paramLabel = "FILE",
            description =
                    "Serves by TLS: the certificate chain in PEM, the hub's own first. Read again when it changes.")
    @Nullable private Path certificate;

    @Option(
            names = "--tls-key-file",
            paramLabel = "FILE",
            description = "Its private key in PEM (PKCS#8, not encrypted).")
    @Nullable private Path key;

    @Option(
            names = "--tls-keystore-file",
            paramLabel = "FILE",
            description = "Certificate and key in one PKCS#12 file instead.")
    @Nullable private Path keyStore;

    @Option(
            names = "--tls-keystore-password-file",
            paramLabel = "FILE",
            description = "Its password, as the first line of a file.")
    @Nullable private Path passwordFile;

    @Option(
            names = "--tls-device-authority-file",
            paramLabel = "FILE",
            description =
                    "Certificates in PEM: a device whose certificate one of them has signed, with the device's id as common"
                            + " name, needs no token.")
    @Nullable private Path deviceAuthority;

    @Option(
            names = "--http-redirect-port",
            paramLabel = "N",
            description = "Without TLS, tells browsers the address with it. Default: none.")
    @Nullable private Integer redirectPort;

    @Option(
            names = "--insecure-lan",
            arity = ServeCommand.SWITCH,
            fallbackValue = "true",
            defaultValue = "false",
            description = "Serves without TLS at an address that others can reach: tokens can be read on the way.")
    private boolean insecureLan;

    @Option(
            names = "--hostnames",
            paramLabel = "NAMES",
            defaultValue = "",
            description =
                    "The names that the hub is called by, with commas between them; requests to others are refused (421)."
                            + " Default: any.")
    private String hostnames = "";

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESSES",
            defaultValue = "",
            description =
                    "Addresses and blocks of proxies whose 'Forwarded' or 'X-Forwarded-For' and '-Proto' is believed,"
                            + " such as 10.0.0.7,192.168.4.0/24. Default: nobody's.")
    private String trustedProxies = "";

    @Option(
            names = "--proxy-protocol",
            arity = ServeCommand.SWITCH,
            fallbackValue = "true",
            defaultValue = "false",
            description = "Takes connections by the PROXY protocol, from the trusted proxies only.")
    private boolean proxyProtocol;

    boolean isOpen() {
        return open;
    }

    /** @throws IllegalArgumentException if the flags do not go together */
    WebOptions toOptions() {
        if (open && !host.equals(LOOPBACK) && !host.equals("localhost")) {
            throw new IllegalArgumentException(
                    "--open has no authentication and binds " + LOOPBACK + " only, not " + host);
        }
        boolean secure = certificate != null || key != null || keyStore != null;
        if (!secure && !insecureLan && !isLoopback(host)) {
            throw new IllegalArgumentException("at --host " + host
                    + " tokens could be read on the way: give --tls-certificate-file and" + " --tls-key-file, or bind "
                    + LOOPBACK
                    + " behind a proxy that has TLS, or say --insecure-lan");
        }
        TlsOptions tls = secure ? new TlsOptions(certificate, key, keyStore, passwordFile, deviceAuthority) : null;
        return new WebOptions(
                host,
                port,
                tls,
                redirectPort == null ? OptionalInt.empty() : OptionalInt.of(redirectPort),
                names(hostnames),
                TrustedProxies.parse(trustedProxies),
                proxyProtocol);
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--host " + host + " is no address of this machine", e);
        }
    }
}
