package hub.benchmark.process;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks over a connection that stays open, and takes answers to their end with as little work as there can be. Of one thread. */
public final class PlainHttp implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEX = 16;

    /** Takes the bytes of a body, in pieces. */
    public interface Sink {
        /** Takes what is in the buffer from its beginning on. */
        void take(byte[] buffer, int count);
    }

    private final URI server;
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** Connects. */
    public PlainHttp(URI server) throws IOException {
        this.server = server;
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /**
     * Asks, and takes the answer to its end.
     *
     * @return how many bytes it had
     * @throws IOException if it is no 200, or breaks off before its end
     */
    public long get(String path, Sink sink) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(path + " is answered with " + status);
        }
        long length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        return length >= 0 ? take(length, sink) : chunks(sink);
    }

    private long chunks(Sink sink) throws IOException {
        long bytes = 0;
        for (long size = Long.parseLong(line(), HEX); size > 0; size = Long.parseLong(line(), HEX)) {
            bytes += take(size, sink);
            line();
        }
        line();
        return bytes;
    }

    private long take(long length, Sink sink) throws IOException {
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("the answer breaks off");
            }
            sink.take(buffer, count);
            left -= count;
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer breaks off");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
