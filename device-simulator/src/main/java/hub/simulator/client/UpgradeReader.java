package hub.simulator.client;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.simulator.client.UpgradeAnswer.Accepted;
import hub.simulator.client.UpgradeAnswer.Declined;
import hub.websocket.Handshake;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the HTTP response to an upgrade request, however the network splits it. */
final class UpgradeReader {

    private static final int MAX_HEAD_BYTES = 16_384;
    private static final int MAX_BODY_BYTES = 8_192;
    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])(?: (.*))?");

    private final String expectedAccept;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private int lastFour;

    /** The response, once its head is complete and it is no 101. */
    private @Nullable Response response;

    UpgradeReader(String key) {
        this.expectedAccept = Handshake.accept(key);
    }

    /** Takes bytes, of an accepted upgrade none behind the head. The answer, once it is complete. */
    Optional<UpgradeAnswer> read(ByteBuffer in) {
        while (response == null && in.hasRemaining()) {
            byte next = in.get();
            head.write(next);
            lastFour = lastFour << 8 | (next & 0xFF);
            if (lastFour == END_OF_HEAD) {
                Response complete = Response.parse(head.toString(StandardCharsets.ISO_8859_1));
                if (complete.status() == 101) {
                    return Optional.of(accepted(complete));
                }
                response = complete;
            } else if (head.size() > MAX_HEAD_BYTES) {
                return Optional.of(noHandshake("the answer's head is over " + MAX_HEAD_BYTES + " bytes"));
            }
        }
        return response == null ? Optional.empty() : readBody(response, in);
    }

    /** The answer if nothing more comes. */
    UpgradeAnswer end() {
        return response == null ? noHandshake("no complete answer to the upgrade request") : declined(response);
    }

    private Optional<UpgradeAnswer> readBody(Response declining, ByteBuffer in) {
        while (in.hasRemaining()) {
            body.write(in.get());
        }
        boolean complete = body.size() >= declining.contentLength() || body.size() > MAX_BODY_BYTES;
        return complete ? Optional.of(declined(declining)) : Optional.empty();
    }

    private UpgradeAnswer accepted(Response answer) {
        if (!expectedAccept.equals(answer.header("sec-websocket-accept"))) {
            return noHandshake("Sec-WebSocket-Accept does not answer the key");
        }
        if (!"websocket".equalsIgnoreCase(answer.header("upgrade"))) {
            return noHandshake("the answer upgrades to '" + answer.header("upgrade") + "'");
        }
        String subprotocol = answer.header("sec-websocket-protocol");
        if (!subprotocol.isEmpty() && !subprotocol.equals(UpgradeRequest.SUBPROTOCOL)) {
            return noHandshake("the answer chooses the subprotocol '" + subprotocol + "', which was not offered");
        }
        return new Accepted();
    }

    private UpgradeAnswer declined(Response answer) {
        String words = words();
        String reason = answer.statusLine() + (words.isEmpty() ? "" : ": " + words);
        return new Declined(answer.status(), reason, answer.retryAfterSeconds());
    }

    /** What the body says: of a problem document (RFC 9457) its detail. */
    private String words() {
        String text = body.toString(StandardCharsets.UTF_8);
        try {
            if (JsonReader.read(text) instanceof JsonObject problem) {
                for (String member : new String[] {"detail", "title"}) {
                    if (problem.members().get(member) instanceof JsonString words) {
                        return words.value();
                    }
                }
            }
        } catch (JsonSyntaxException e) {
            // Then it is shown as it stands.
        }
        return text.strip();
    }

    private static Declined noHandshake(String reason) {
        return new Declined(0, reason, OptionalLong.empty());
    }

    /** @param headers by name in lower case */
    private record Response(int status, String statusLine, Map<String, String> headers) {

        static Response parse(String head) {
            String[] lines = head.split("\r\n", -1);
            Matcher statusLine = STATUS_LINE.matcher(lines[0]);
            if (!statusLine.matches()) {
                return new Response(0, "not HTTP: " + lines[0], Map.of());
            }
            Map<String, String> headers = new HashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0) {
                    headers.put(
                            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            lines[i].substring(colon + 1).strip());
                }
            }
            int status = Integer.parseInt(statusLine.group(1));
            return new Response(
                    status, lines[0].substring(lines[0].indexOf(' ') + 1).strip(), headers);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** Without a length the body ends with the connection. */
        long contentLength() {
            return number("content-length").orElse(Long.MAX_VALUE);
        }

        /** The form with a date is left aside: hubs send seconds. */
        OptionalLong retryAfterSeconds() {
            return number("retry-after");
        }

        private OptionalLong number(String name) {
            String value = header(name);
            return value.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
        }
    }
}
