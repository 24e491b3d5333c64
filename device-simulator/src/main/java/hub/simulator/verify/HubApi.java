package hub.simulator.verify;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.simulator.client.HubAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's public HTTP API, as a viewer asks it. */
public final class HubApi {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Until the answer begins: above the hub's own limit on questions. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration MOST_AHEAD = Duration.ofMinutes(4);
    private static final String HEADER = "time,device,metric,value";
    private static final Pattern VERSION = Pattern.compile("(?m)^hub_build_info\\{version=\"([^\"]*)\"}");
    private static final int MOST_WORDS = 4_096;

    private final String base;
    private final HubAddress hub;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    /** @param token a viewer's; an open hub needs none */
    public HubApi(HubAddress hub, Optional<String> token) {
        this.hub = hub;
        this.base = "http://" + hub.host() + ":" + hub.port() + hub.path();
        this.token = token;
    }

    /** Takes the rows of an answer. */
    interface Rows {

        /** @param metric its number in the pattern, or -1 */
        void row(long timeMicros, int metric, double value);
    }

    /**
     * Asks something that any viewer may, so that a wrong address or token shows before anything is sent.
     *
     * @return the hub's version, as it says
     * @throws IOException if there is no hub or it does not let this viewer in, with what to do about it
     */
    public String version() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = send("/metrics");
        try (InputStream body = answer.body()) {
            refuseClockAhead(answer);
            Matcher version = VERSION.matcher(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? version.group(1) : "unknown";
        }
    }

    /** The hub stores what is too far ahead of its own clock at another time, which would not be its fault. */
    private static void refuseClockAhead(HttpResponse<?> answer) throws IOException {
        Optional<String> date = answer.headers().firstValue("Date");
        if (date.isPresent()) {
            Instant hubTime = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get(), Instant::from);
            Duration ahead = Duration.between(hubTime, Instant.now());
            if (ahead.compareTo(MOST_AHEAD) > 0) {
                throw new IOException("this machine's clock is " + ahead.toSeconds()
                        + " s ahead of the hub's, which takes at most 300: set the clocks");
            }
        }
    }

    /**
     * Reads what is stored of a device, row by row as it comes.
     *
     * @param from µs since 1970
     * @param to excluded; empty for all there is
     * @throws IOException if the answer is no success, ends too early, or is not what was asked for
     */
    void readings(DeviceId device, long from, OptionalLong to, Rows rows) throws IOException, InterruptedException {
        String end = to.isPresent() ? "&to=" + Timestamps.instant(to.getAsLong()) : "";
        HttpResponse<InputStream> answer =
                send("/api/v1/readings?format=csv&device=" + device + "&from=" + Timestamps.instant(from) + end);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            if (!HEADER.equals(header)) {
                throw new IOException("the hub's CSV begins with '" + header + "', not with '" + HEADER + "'");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                row(device, line, rows);
            }
        }
    }

    private static void row(DeviceId device, String line, Rows rows) throws IOException {
        String[] fields = line.split(",", -1);
        try {
            if (fields.length == 4 && fields[1].equals(device.value())) {
                rows.row(
                        Timestamps.micros(Instant.parse(fields[0])),
                        ReadingPattern.metricOf(fields[2]),
                        Double.parseDouble(fields[3]));
                return;
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IOException("the hub's row '" + line + "' cannot be read", e);
        }
        throw new IOException("the hub's row '" + line + "' is not one of " + device);
    }

    private HttpResponse<InputStream> send(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_TIMEOUT);
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException(
                    "no answer from " + base + " (" + reason(e) + "): is the hub running, and is --hub right?", e);
        }
        if (answer.statusCode() == 401) {
            answer.body().close();
            throw new RefusedException(
                    base + " wants a viewer's token: make one with 'hub-server.jar token --viewer NAME' and give it as"
                            + " --viewer-token");
        }
        if (answer.statusCode() != 200) {
            throw new IOException(base + path + " gave " + answer.statusCode() + ": " + words(answer.body()));
        }
        return answer;
    }

    /** The hub does not let this viewer in: asking again is in vain. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Of a problem document (RFC 9457) its detail. */
    private static String words(InputStream body) throws IOException {
        String text;
        try (body) {
            text = new String(body.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
        }
        try {
            return JsonReader.read(text) instanceof JsonObject problem
                            && problem.members().get("detail") instanceof JsonString detail
                    ? detail.value()
                    : text;
        } catch (JsonSyntaxException e) {
            return text;
        }
    }

    /** Where the live socket is. */
    URI live() {
        return URI.create(hub + "/ws/live");
    }

    Optional<String> token() {
        return token;
    }

    @Override
    public String toString() {
        return hub.toString();
    }
}
