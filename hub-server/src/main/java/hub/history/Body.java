package hub.history;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The body of an answer, packed if the client takes that. */
public final class Body {

    private static final int BUFFER_BYTES = 16 * 1024;

    /** Below this packing saves no packet. */
    private static final int WORTH_BYTES = 1_024;

    private Body() {}

    /**
     * Where to write the body. Writing waits for the client.
     *
     * @param wrapped put around the connection, so that it takes what is sent in the end
     */
    public static OutputStream open(
            HttpServerExchange exchange, String contentType, UnaryOperator<OutputStream> wrapped) throws IOException {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseHeaders().addFirst(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
        if (!exchange.isBlocking()) {
            exchange.startBlocking();
        }
        OutputStream sent = Turns.leaving(exchange, Deliveries.watched(exchange, exchange.getOutputStream()));
        if (contentType.equals(Format.PARQUET.contentType()) || !takesGzip(exchange)) {
            return wrapped.apply(sent);
        }
        return new Packed(exchange, wrapped.apply(sent));
    }

    /** Begins with the first byte: until then the answer may still become a problem, which is not packed. */
    private static final class Packed extends OutputStream {

        private final HttpServerExchange exchange;
        private final OutputStream out;
        private @Nullable OutputStream begun;

        Packed(HttpServerExchange exchange, OutputStream out) {
            this.exchange = exchange;
            this.out = out;
        }

        private OutputStream packing() throws IOException {
            OutputStream packing = begun;
            if (packing == null) {
                exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
                packing = new Fast(out);
                begun = packing;
            }
            return packing;
        }

        @Override
        public void write(int one) throws IOException {
            packing().write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            packing().write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            packing().close();
        }
    }

    /** Readings are much alike: packing harder takes longer, and saves little. */
    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Sends a body that is there as a whole, unless the client has it. Nothing waits for the client, unless the exchange is blocking. */
    public static void send(HttpServerExchange exchange, String contentType, byte[] body) throws IOException {
        if (EntityTags.isKnown(exchange, EntityTags.ofContent(body))) {
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseHeaders().addFirst(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
        boolean packs = body.length >= WORTH_BYTES && takesGzip(exchange);
        if (packs) {
            exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
        }
        Deliveries.send(exchange, packs ? packed(body) : body);
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new Fast(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    /** RFC 9110, section 12.5.3, as far as gzip goes. */
    private static boolean takesGzip(HttpServerExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String one : accepted.split(",", -1)) {
            String[] parts = one.strip().split("\\s*;\\s*", -1);
            if (parts[0].equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0{0,3})?");
            }
        }
        return false;
    }
}
