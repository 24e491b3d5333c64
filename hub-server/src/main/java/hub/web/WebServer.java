package hub.web;

import io.undertow.Undertow;
import io.undertow.Undertow.ListenerInfo;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** Undertow, set up for long-lived sockets and for strangers; with TLS, if there is a certificate. */
public final class WebServer {

    /**
     * How long clients may take; not for sockets, once they are open.
     *
     * @param parseMillis for the head of a request
     * @param idleMillis until a request comes
     */
    public record Timeouts(int parseMillis, int idleMillis) {

        static final Timeouts DEFAULT = new Timeouts(10_000, 60_000);
    }

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_PARAMETERS = 200;
    private static final long MAX_BODY_BYTES = 1 << 20;
    private static final int BACKLOG = 4_096;
    private static final int WORKER_THREADS = 16;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final WebOptions options;
    private final HttpHandler handler;
    private final OptionMap settings;
    private final @Nullable Tls tls;
    private final Undertow undertow;
    private @Nullable ProxiedListener proxied;

    /** @throws IllegalArgumentException if the certificate cannot be used */
    public WebServer(WebOptions options, HttpHandler routes) {
        this(options, routes, Timeouts.DEFAULT);
    }

    /** @throws IllegalArgumentException if the certificate cannot be used */
    public WebServer(WebOptions options, HttpHandler routes, Timeouts timeouts) {
        this.options = options;
        HttpHandler framed = new KnownFraming(routes);
        this.handler = options.proxies().isEmpty() ? framed : new Forwarded(options.proxies(), framed);
        this.tls = options.tls() == null ? null : new Tls(options.tls(), Clock.systemUTC());
        this.settings = settings(timeouts, options);
        this.undertow = undertow();
    }

    private static OptionMap settings(Timeouts timeouts, WebOptions options) {
        boolean devicesByCertificate = options.tls() != null && options.tls().deviceAuthority() != null;
        return OptionMap.builder()
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, timeouts.parseMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, timeouts.idleMillis())
                .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(Options.BACKLOG, BACKLOG)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.TCP_NODELAY, true)
                // Finds viewers that are gone without a word; devices are pinged.
                .set(Options.KEEP_ALIVE, true)
                .set(Options.SSL_ENABLED_PROTOCOLS, Tls.PROTOCOLS)
                .set(Options.SSL_ENABLED_CIPHER_SUITES, Tls.CIPHER_SUITES)
                .set(UndertowOptions.SSL_USER_CIPHER_SUITES_ORDER, true)
                .set(
                        Options.SSL_CLIENT_AUTH_MODE,
                        devicesByCertificate ? SslClientAuthMode.REQUESTED : SslClientAuthMode.NOT_REQUESTED)
                .getMap();
    }

    private Undertow undertow() {
        Undertow.Builder builder = Undertow.builder().setWorkerThreads(WORKER_THREADS);
        settings.forEach(option -> copy(option, builder));
        if (!options.proxyProtocol() && tls == null) {
            builder.addHttpListener(options.port(), options.host(), handler);
        } else if (!options.proxyProtocol() && tls != null) {
            builder.addHttpsListener(options.port(), options.host(), tls.context(), handler);
        }
        options.redirectPort().ifPresent(port -> {
            builder.addHttpListener(port, options.host(), new HttpsRedirect(() -> bound().getPort()));
        });
        return builder.build();
    }

    private <T> void copy(org.xnio.Option<T> option, Undertow.Builder builder) {
        builder.setServerOption(option, settings.get(option));
        builder.setSocketOption(option, settings.get(option));
    }

    /** @throws IllegalStateException if the address cannot be bound */
    public void start() {
        try {
            undertow.start();
            if (options.proxyProtocol()) {
                proxied = new ProxiedListener(
                        undertow.getWorker(),
                        options,
                        tls == null ? null : tls.context(),
                        handler,
                        new DefaultByteBufferPool(true, BUFFER_BYTES),
                        settings);
            }
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException bind) {
                throw cannotListen(bind);
            }
            throw e;
        } catch (IOException e) {
            throw cannotListen(e);
        }
    }

    private IllegalStateException cannotListen(IOException cause) {
        String ports = options.redirectPort().isPresent()
                ? options.port() + " or " + options.redirectPort().getAsInt()
                : "" + options.port();
        return new IllegalStateException(
                "cannot listen at " + options.host() + ":" + ports + " (" + cause.getMessage()
                        + "): choose another port with --port, or stop what uses this one",
                cause);
    }

    /** Takes no more connections and ends those that there are. */
    public void stop() {
        if (proxied != null) {
            proxied.close();
        }
        undertow.stop();
    }

    /** Uses the certificate as it is in its file now, for connections to come. To be called now and then. */
    public void reloadCertificate() {
        if (tls == null || !tls.reload()) {
            return;
        }
        if (proxied != null) {
            proxied.use(tls.context());
        } else {
            listeners().get(0).setSslContext(tls.context());
        }
    }

    /** What is wrong with the certificate, or will be soon; empty while all is well. */
    public Optional<String> certificateWarning() {
        return tls == null ? Optional.empty() : tls.warning();
    }

    /** When the certificate ends; empty without TLS. */
    public Optional<Instant> certificateExpires() {
        return tls == null ? Optional.empty() : Optional.of(tls.expires());
    }

    private List<ListenerInfo> listeners() {
        return undertow.getListenerInfo();
    }

    private InetSocketAddress bound() {
        return proxied != null
                ? proxied.address()
                : (InetSocketAddress) listeners().get(0).getAddress();
    }

    /** Where it listens, with the port that it got. */
    public URI address() {
        String host = options.hostnames().isEmpty()
                ? options.host()
                : options.hostnames().get(0);
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create((tls == null ? "http" : "https") + "://" + name + ":" + bound().getPort() + "/");
    }

    /** Where browsers without TLS are told the address with it; empty if nowhere. */
    public Optional<InetSocketAddress> redirectAddress() {
        return options.redirectPort().isEmpty()
                ? Optional.empty()
                : Optional.of((InetSocketAddress)
                        listeners().get(listeners().size() - 1).getAddress());
    }
}
