package hub;

import static org.assertj.core.api.Assertions.assertThat;

import hub.http.Problem;
import hub.web.WebOptions;
import hub.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class StartGateTest {

    @Test
    void aHubThatStartsIsAliveAndNotReady() throws Exception {
        StartGate gate = new StartGate();
        WebServer server = new WebServer(WebOptions.plain("127.0.0.1", 0), gate);
        server.start();
        try {
            assertThat(get(server.address().resolve("/healthz")).statusCode()).isEqualTo(200);
            for (String path : new String[] {"/readyz", "/ws/devices/A", "/api/v1/devices", "/"}) {
                HttpResponse<String> answer = get(server.address().resolve(path));
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.body()).contains("the hub is starting");
            }
            gate.open(exchange -> Problem.of(404, "open").send(exchange));
            assertThat(get(server.address().resolve("/readyz")).statusCode()).isEqualTo(404);
        } finally {
            server.stop();
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
