package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.Hub;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.time.Clocks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes under a running hub. */
class ReloadingTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    /** A hub and what reads its configuration anew. */
    private record Running(Hub hub, Reloading reloading) implements AutoCloseable {

        HttpResponse<String> get(String path) throws Exception {
            URI address = URI.create(hub.address() + path);
            return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }

        Peer open(String path) {
            Peer peer = Peer.open(hub.address(), path);
            peer.takeText("welcome");
            return peer;
        }

        String refusal(String path) {
            RawHttp.Answer answer =
                    RawHttp.ask(hub.address(), "GET " + path + " HTTP/1.1", RawHttp.upgrade(hub.address()));
            return answer.status() + " " + answer.body();
        }

        @Override
        public void close() {
            hub.close();
        }
    }

    private Running start() throws IOException {
        configure("max-connections = 9");
        List<String> flags = List.of(
                "--open",
                "--port=0",
                "--data=" + folder.resolve("data"),
                "--config",
                folder.resolve("hub.conf").toString());
        Hub hub = Hub.start(ServeLine.read(Map.of(), flags).config(), Clocks.system());
        return new Running(hub, new Reloading(hub, Map.of(), flags));
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(folder.resolve("hub.conf"), String.join("\n", lines));
    }

    @Test
    void whatIsSafeIsTakenAndTheRestIsNot() throws Exception {
        try (Running running = start();
                Peer first = running.open("/ws/devices/A");
                Peer viewer = running.open("/ws/live")) {
            first.sendRaw(Frames.wire(1, 1, 10)).awaitAck(1, 10);
            assertThat(running.get("api/v1/readings?device=A").statusCode()).isEqualTo(200);
            running.open("/ws/devices/B").close();
            configure("max-connections = 1", "max-viewers = 1", "query-max-rows = 2", "max-frame-bytes = 1024");
            running.reloading().reload();
            assertThat(running.get("api/v1/readings?device=A").statusCode()).isEqualTo(422);
            assertThat(running.refusal("/ws/devices/B")).startsWith("503").contains("as many connections as it may");
            assertThat(running.refusal("/ws/live")).startsWith("503").contains("as many viewers as it may");
            // Who is there stays, and a longer frame than the file says goes through: that waits for a restart.
            first.sendBinary(Frames.many(1, 11, Frames.BASE_MILLIS, 500)).awaitAck(1, 11);
            viewer.ping(new byte[] {1});
            assertThat(viewer.takePong()).containsExactly(1);
            assertThat(running.get("metrics").body()).contains("hub_config_reloads_total{outcome=\"applied\"} 1.0");
        }
    }

    @Test
    void aBadFileIsRefusedCountedAndShownAndTheOldValuesGoOn() throws Exception {
        try (Running running = start();
                Peer first = running.open("/ws/devices/A")) {
            configure("max-connections = 1", "max-viewers = -5");
            running.reloading().reload();
            configure("max-connections = 1", "max-conections = 7");
            running.reloading().reload();
            running.open("/ws/devices/B").close();
            assertThat(running.get("readyz").body())
                    .contains("\"status\":\"ready\"", "\"configuration\":\"", "did you mean 'max-connections'");
            assertThat(running.get("metrics").body()).contains("hub_config_reloads_total{outcome=\"refused\"} 2.0");
            configure("max-connections = 8");
            running.reloading().reload();
            assertThat(running.get("readyz").body()).doesNotContain("configuration");
            first.sendRaw(Frames.wire(1, 1, 10)).awaitAck(1, 10);
        }
    }

    @Test
    void theHelpNamesWhatIsReloaded() {
        Command help = Command.run("serve", "--help");
        assertThat(help.out().replaceAll("\\s+", " "))
                .contains("Taken anew from environment and file on SIGHUP")
                .contains(ServeLine.RELOADED);
        List<String> keys = ServeLine.read(Map.of(), List.of()).options().stream()
                .map(EffectiveOption::key)
                .toList();
        assertThat(keys).containsAll(ServeLine.RELOADED);
    }
}
