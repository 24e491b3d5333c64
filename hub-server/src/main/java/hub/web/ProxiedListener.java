package hub.web;

import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.proxy.ProxyProtocolOpenListener;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Takes connections by the PROXY protocol (versions 1 and 2) from trusted proxies, and no others: Undertow's own listener
 * would believe whoever connects.
 */
final class ProxiedListener implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(ProxiedListener.class);

    private final AcceptingChannel<StreamConnection> accepting;
    private final @Nullable UndertowXnioSsl ssl;

    ProxiedListener(
            XnioWorker worker,
            WebOptions options,
            @Nullable SSLContext tls,
            HttpHandler handler,
            ByteBufferPool buffers,
            OptionMap settings)
            throws IOException {
        HttpOpenListener http = new HttpOpenListener(buffers, settings);
        http.setRootHandler(handler);
        this.ssl = tls == null ? null : new UndertowXnioSsl(worker.getXnio(), settings, buffers, tls);
        ProxyProtocolOpenListener opened = new ProxyProtocolOpenListener(http, ssl, buffers, settings);
        ChannelListener<StreamConnection> trusted = connection -> take(connection, options.proxies(), opened);
        this.accepting = worker.createStreamConnectionServer(
                new InetSocketAddress(options.host(), options.port()),
                ChannelListeners.openListenerAdapter(trusted),
                settings);
        accepting.resumeAccepts();
    }

    private static void take(StreamConnection connection, TrustedProxies proxies, ProxyProtocolOpenListener opened) {
        InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
        if (peer != null && proxies.contains(peer.getAddress())) {
            opened.handleEvent(connection);
        } else {
            log.debug("{} is no trusted proxy", peer);
            IoUtils.safeClose(connection);
        }
    }

    void use(SSLContext context) {
        if (ssl != null) {
            ssl.updateSSLContext(context);
        }
    }

    InetSocketAddress address() {
        return accepting.getLocalAddress(InetSocketAddress.class);
    }

    @Override
    public void close() {
        IoUtils.safeClose(accepting);
    }
}
