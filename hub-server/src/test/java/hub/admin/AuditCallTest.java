package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.testing.Json;
import hub.testing.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of changes, searched and page by page, on a real hub. */
class AuditCallTest {

    private static final String AUDIT = "/api/v1/audit";

    @TempDir
    Path data;

    private static List<String> names(Calls admin, String query) {
        return Json.array(admin.send("GET", AUDIT + query, "").body()).stream()
                .map(line -> Json.text(line, "action") + " " + Json.text(line, "name"))
                .toList();
    }

    private static Optional<String> next(HttpResponse<String> answer) {
        return answer.headers().firstValue("Link").map(link -> link.replaceFirst("<(.*)>; rel=\"next\"", "$1"));
    }

    @Test
    void linesAreFoundByWhatTheySay() {
        String token = DeviceCallsTest.adminToken(data);
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Calls admin = new Calls(hub, token);
            String devices = "/api/v1/registry/devices";
            assertThat(admin.status("POST", devices, "{\"id\":\"North-1\"}")).isEqualTo(201);
            assertThat(admin.status("POST", devices, "{\"id\":\"south-1\"}")).isEqualTo(201);
            assertThat(admin.status("POST", devices + "/south-1/rotate", "")).isEqualTo(200);
            assertThat(names(admin, "")).containsExactly("rotate south-1", "add south-1", "add North-1", "add all");
            assertThat(names(admin, "?name=north")).containsExactly("add North-1");
            assertThat(names(admin, "?action=add&kind=device")).containsExactly("add south-1", "add North-1");
            assertThat(names(admin, "?actor=token%20ALL&action=rotate")).containsExactly("rotate south-1");
            assertThat(names(admin, "?address=192.0.2.")).isEmpty();
            assertThat(names(admin, "?kind=user")).isEmpty();
            assertThat(names(admin, "?to=2000-01-01T00:00:00Z")).isEmpty();
            assertThat(names(admin, "?from=2000-01-01T00:00:00Z&kind=token")).containsExactly("add all");
            assertThat(names(admin, "?from=2100-01-01T00:00:00Z")).isEmpty();
            assertThat(admin.send("GET", AUDIT + "?names=x", "").body()).contains("'names' is unknown");
            assertThat(admin.status("GET", AUDIT + "?from=yesterday", "")).isEqualTo(400);
        }
    }

    @Test
    void pagesLeadToTheEndAndNamesAreFoundOnTheWay() {
        String token = DeviceCallsTest.adminToken(data);
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Calls admin = new Calls(hub, token);
            String csv = IntStream.range(0, 1_500)
                    .mapToObj(i -> "d-" + i + "\n")
                    .collect(Collectors.joining("", "device\n", ""));
            assertThat(admin.sendAs("text/csv", "POST", "/api/v1/registry/import", csv)
                            .statusCode())
                    .isEqualTo(201);
            assertThat(names(admin, "?name=d-7&limit=1000")).hasSize(111).contains("add d-7", "add d-700");
            assertThat(names(admin, "?name=D-12&limit=1")).containsExactly("add d-1299");
            List<JsonObject> all = new ArrayList<>();
            Optional<String> page = Optional.of(AUDIT + "?limit=600&kind=device");
            int pages = 0;
            while (page.isPresent()) {
                HttpResponse<String> answer = admin.send("GET", page.get(), "");
                all.addAll(Json.array(answer.body()));
                page = next(answer);
                pages++;
            }
            assertThat(pages).isEqualTo(3);
            assertThat(all).hasSize(1_500);
            assertThat(Json.text(all.get(0), "name")).isEqualTo("d-1499");
            assertThat(Json.text(all.get(1_499), "name")).isEqualTo("d-0");
        }
    }
}
