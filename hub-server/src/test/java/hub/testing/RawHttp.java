package hub.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP by hand: what no good client sends, and the head of an answer as it came. */
public final class RawHttp {

    private static final int RECEIVE_BUFFER = 64 * 1024;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private RawHttp() {}

    /** An answer; header names in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** The lines of a good opening handshake. */
    public static List<String> upgrade(URI hub) {
        return List.of(
                "Host: " + hub.getAuthority(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY);
    }

    /** Opens a socket, sends a request and leaves the answer to the caller. */
    public static Socket send(URI hub, String request, List<String> headers) throws IOException {
        Socket socket = new Socket();
        // Small, so that who does not read is soon felt.
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.getPort()));
        socket.setTcpNoDelay(true);
        write(socket, request, headers);
        return socket;
    }

    private static void write(Socket socket, String request, List<String> headers) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        String text = request + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Asks and takes the whole answer, or its head if it is a 101. */
    public static Answer ask(URI hub, String request, List<String> headers) {
        try (Socket socket = send(hub, request, headers)) {
            return answer(socket, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same over a connection that there is, such as one by TLS. */
    public static Answer ask(Socket connection, String request, List<String> headers) {
        try (Socket socket = connection) {
            write(socket, request, headers);
            return answer(socket, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(Socket socket, String request) throws IOException {
        Answer head = head(socket.getInputStream());
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        byte[] body = head.status() == 101 || request.startsWith("HEAD")
                ? new byte[0]
                : socket.getInputStream().readNBytes(length);
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    /** Sends a request over a connection that there is, and leaves the answer to the caller. */
    static Socket send(Socket connection, String request, List<String> headers) throws IOException {
        write(connection, request, headers);
        return connection;
    }

    /** Reads up to the end of the head and not a byte further. */
    public static Answer head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer ends early: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        List<String> lines =
                head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
        Map<String, String> headers = lines.stream()
                .skip(1)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first + ", " + second));
        return new Answer(Integer.parseInt(lines.get(0).split(" ", 3)[1]), headers, "");
    }
}
