package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hub.cli.HubCommand;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a device is exactly is told to operators only; tags choose devices. */
class PlacesTest {

    private static final String HELLO = "{\"type\":\"hello\",\"location\":{\"lat\":57.171234,\"lon\":-2.117654}}";
    private static final String READING = "{\"type\":\"reading\",\"epoch\":1,\"seq\":1,\"values\":{\"pm2_5\":7.5}}";

    @TempDir
    Path data;

    private static String token(Calls admin, String name, String scopes) {
        String body = "{\"name\":\"" + name + "\",\"scopes\":[" + scopes + "]}";
        return admin.text("POST", "/api/v1/tokens", body, 201, "token");
    }

    private static void measure(TestHub hub, Calls admin, String device, String tags) {
        String token = admin.text(
                "POST",
                "/api/v1/registry/devices",
                "{\"id\":\"" + device + "\",\"tags\":[" + tags + "]}",
                201,
                "token");
        try (Peer peer = hub.welcomed(device, "Authorization: Bearer " + token)) {
            peer.sendText(HELLO);
            peer.sendText(READING);
            peer.awaitText("ack");
        }
    }

    @Test
    void whoIsNoOperatorGetsTwoDecimals() {
        String all = DeviceCallsTest.adminToken(data);
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Calls admin = new Calls(hub, all);
            measure(hub, admin, "A", "");
            Calls viewer = new Calls(hub, token(admin, "viewer", "\"read\",\"sql\""));
            String rounded = "{\"lat\":57.17,\"lon\":-2.12}";
            assertThat(admin.send("GET", "/api/v1/devices/A", "").body()).contains("57.171234");
            assertThat(viewer.send("GET", "/api/v1/devices/A", "").body()).contains(rounded);
            assertThat(viewer.send("GET", "/api/v1/devices", "").body()).contains(rounded);
            assertThat(viewer.send("GET", "/api/v1/series?bbox=-2.118,57.171,-2.117,57.172", "")
                            .body())
                    .isEqualTo("[]");
            assertThat(admin.send("GET", "/api/v1/series?bbox=-2.118,57.171,-2.117,57.172", "")
                            .body())
                    .contains("pm2_5");
            assertThat(viewer.sendAs("text/plain", "POST", "/api/v1/sql", "SELECT lat, lon FROM devices")
                            .body())
                    .contains("57.17,-2.12");
            assertThat(fleet(hub, viewer)).contains(rounded);
            assertThat(fleet(hub, admin)).contains("57.171234");
            assertThat(admin.status("PATCH", "/api/v1/registry/devices/A", "{\"exactPublished\":true}"))
                    .isEqualTo(200);
            assertThat(viewer.send("GET", "/api/v1/devices/A", "").body()).contains("57.171234");
            String moved = "{\"exactPublished\":false,\"location\":{\"lat\":1.23456,\"lon\":2}}";
            assertThat(admin.status("PATCH", "/api/v1/registry/devices/A", moved))
                    .isEqualTo(200);
            assertThat(viewer.send("GET", "/api/v1/devices/A", "").body()).contains("{\"lat\":1.23,\"lon\":2}");
        }
    }

    private static String fleet(TestHub hub, Calls caller) {
        try (Peer viewer = hub.viewer("Authorization: Bearer " + caller.token())) {
            viewer.sendText("{\"type\":\"subscribe\",\"id\":1,\"mode\":\"fleet\"}");
            return Json.array(viewer.awaitText("devices"), "devices")
                    .toString()
                    .replaceAll("JsonNumber\\[text=([-0-9.]+)]", "$1")
                    .replaceAll(".*lat=([-0-9.]+), lon=([-0-9.]+).*", "{\"lat\":$1,\"lon\":$2}");
        }
    }

    @Test
    void tagsChooseDevices() {
        String all = DeviceCallsTest.adminToken(data);
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Calls admin = new Calls(hub, all);
            measure(hub, admin, "A", "\"roof\",\"north\"");
            measure(hub, admin, "B", "\"roof\"");
            measure(hub, admin, "C", "");
            assertThat(devices(admin, "tag=roof")).isEqualTo("A B");
            assertThat(devices(admin, "tag=roof&tag=north")).isEqualTo("A");
            assertThat(devices(admin, "tag=roof&device=B")).isEqualTo("B");
            assertThat(devices(admin, "tag=cellar")).isEmpty();
            String tag = admin.send("GET", "/api/v1/readings?tag=cellar", "")
                    .headers()
                    .firstValue("etag")
                    .orElseThrow();
            assertThat(admin.status("PATCH", "/api/v1/registry/devices/C", "{\"tags\":[\"cellar\"]}"))
                    .isEqualTo(200);
            assertThat(admin.status("GET", "/api/v1/readings?tag=cellar", "", "If-None-Match", tag))
                    .as("what it chooses has changed")
                    .isEqualTo(200);
            assertThat(admin.send("GET", "/api/v1/devices/B", "").body()).contains("\"tags\":[\"roof\"]");
            assertThat(admin.send("POST", "/api/v1/sql", "SELECT id, tags FROM devices ORDER BY id")
                            .body()
                            .lines())
                    .containsExactly("id,tags", "A,north;roof", "B,roof", "C,cellar");
        }
        Path file = data.resolve("roof.csv");
        assertThat(HubCommand.run("export", "--data", data.toString(), "--out", file.toString(), "tag=roof"))
                .isZero();
        assertThat(file).content().contains(",A,", ",B,").doesNotContain(",C,");
    }

    @Test
    void tagsChooseDevicesOfALiveView() {
        String all = DeviceCallsTest.adminToken(data);
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Calls admin = new Calls(hub, all);
            measure(hub, admin, "A", "\"roof\"");
            measure(hub, admin, "B", "");
            try (Peer viewer = hub.viewer("Authorization: Bearer " + all)) {
                viewer.sendText("{\"type\":\"subscribe\",\"id\":1,\"mode\":\"latest\",\"tags\":[\"roof\"]}");
                String series = viewer.awaitText("series").toString();
                assertThat(series).contains("value=A").doesNotContain("value=B");
            }
        }
    }

    private static String devices(Calls caller, String query) {
        String csv = caller.send("GET", "/api/v1/readings?" + query, "").body();
        return String.join(
                " ", csv.lines().skip(1).map(line -> line.split(",", -1)[1]).toList());
    }
}
