package hub.cli;

import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.registry.Fields;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The registry of a hub that runs, over HTTP. */
final class RemoteDevices implements DeviceActions {

    private static final String DEVICES = "/api/v1/registry/devices";
    private static final String JSON = "application/json";
    private static final int LEAST_ERROR = 400;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI hub;
    private final String token;

    /** @param token empty for a hub that is open */
    RemoteDevices(URI hub, String token) {
        this.hub = hub;
        this.token = token;
    }

    private String call(String method, String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= LEAST_ERROR) {
            throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String path(String id) {
        return DEVICES + "/" + new DeviceId(id);
    }

    @Override
    public String add(String id, List<String> tags) throws IOException, InterruptedException {
        JsonWriter json = new JsonWriter().beginObject().name("id").value(id);
        json.name("tags").beginArray();
        tags.forEach(json::value);
        String body = json.endArray().endObject().toString();
        return Fields.of(call("POST", DEVICES, JSON, body)).needText("token");
    }

    @Override
    public String importAll(String csv) throws IOException, InterruptedException {
        return call("POST", "/api/v1/registry/import", "text/csv", csv).strip();
    }

    @Override
    public String rotate(String id, Duration grace) throws IOException, InterruptedException {
        String body = new JsonWriter()
                .beginObject()
                .name("grace")
                .value(grace.toString())
                .endObject()
                .toString();
        return Fields.of(call("POST", path(id) + "/rotate", JSON, body)).needText("token");
    }

    @Override
    public String revoke(String id) throws IOException, InterruptedException {
        return call("POST", path(id) + "/revoke", JSON, "") + "device " + id
                + " has no token any more, and is disabled";
    }

    @Override
    public String remove(String id, boolean eraseData) throws IOException, InterruptedException {
        String answer = call("DELETE", path(id) + (eraseData ? "?data=erase" : ""), JSON, "");
        return Fields.of(answer).needText("data").equals("erased")
                ? LocalDevices.ERASED.formatted(id)
                : "device " + id + " is not registered any more; its readings are there";
    }

    @Override
    public String list() throws IOException, InterruptedException {
        return call("GET", DEVICES, JSON, "");
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
