package hub.benchmark.process;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the hub says of itself over HTTP. */
public final class HubApi {

    private static final int HTTP_OK = 200;
    private static final int MAX_EVENTS = 10_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI hub;

    /** @param hub its address, open */
    public HubApi(URI hub) {
        this.hub = hub;
    }

    /**
     * A figure of {@code /metrics}.
     *
     * @param name with its labels, if it has any: {@code hub_devices{state="online"}}
     * @throws IOException if the hub does not answer or has no such figure
     */
    public double metric(String name) throws IOException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> Double.valueOf(line.substring(name.length() + 1)))
                .orElseThrow(() -> new IOException("/metrics has no " + name));
    }

    /** How many readings are stored, as history counts them. */
    public long storedReadings() throws IOException {
        return get("/api/v1/readings?step=P1Y&fn=count&group=metric")
                .lines()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
    }

    /**
     * All readings from a time on: by series, as {@code device,metric}, the value at each time in µs.
     *
     * @throws IOException if the hub does not answer
     */
    public Map<String, Map<Long, Double>> readings(long fromMicros) throws IOException {
        Map<String, Map<Long, Double>> all = new HashMap<>();
        String from = Instant.EPOCH.plus(fromMicros, ChronoUnit.MICROS).toString();
        get("/api/v1/readings?format=csv&from=" + from).lines().skip(1).forEach(line -> {
            int afterTime = line.indexOf(',');
            int afterName = line.lastIndexOf(',');
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(line.substring(0, afterTime)));
            all.computeIfAbsent(line.substring(afterTime + 1, afterName), first -> new HashMap<>())
                    .put(micros, Double.valueOf(line.substring(afterName + 1)));
        });
        return all;
    }

    /**
     * What happened, ascending.
     *
     * @param sinceMillis Unix time from which on
     * @throws IOException if the hub does not answer, or if more happened than it tells at once (10,000)
     */
    public List<Event> events(long sinceMillis) throws IOException {
        String from = Instant.ofEpochMilli(sinceMillis).toString();
        List<Event> events = new ArrayList<>();
        try {
            if (JsonReader.read(get("/api/v1/events?limit=" + MAX_EVENTS + "&from=" + from)) instanceof JsonArray all) {
                for (JsonValue one : all.elements()) {
                    events.add(Event.of((JsonObject) one));
                }
            }
        } catch (JsonSyntaxException e) {
            throw new IOException("the hub's events are no JSON", e);
        }
        if (events.size() == MAX_EVENTS) {
            throw new IOException("more than " + MAX_EVENTS + " events since " + from);
        }
        return events;
    }

    /**
     * Something that happened.
     *
     * @param device empty if it is about the hub
     * @param millis Unix time
     */
    public record Event(String device, String type, String reason, long millis) {

        private static Event of(JsonObject json) {
            return new Event(
                    text(json, "device"),
                    text(json, "type"),
                    text(json, "reason"),
                    Instant.parse(text(json, "time")).toEpochMilli());
        }

        private static String text(JsonObject json, String name) {
            return json.members().get(name) instanceof JsonString string ? string.value() : "";
        }
    }

    private String get(String path) throws IOException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(hub.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != HTTP_OK) {
                throw new IOException(path + " says " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
