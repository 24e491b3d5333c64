package hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.testing.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapTilesTest {

    private static final String POLICY = "content-security-policy";

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource({
        "https://tiles.example/{z}/{x}/{y}.png, https://tiles.example",
        "http://127.0.0.1:8081/a/{z}/{x}/{y}?key=1, http://127.0.0.1:8081"
    })
    void theOriginIsAllThatAPageIsLetAsk(String template, String origin) {
        assertThat(new MapTiles(template).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tiles.example/{z}/{x}.png",
                "/{z}/{x}/{y}.png",
                "javascript:{z}{x}{y}",
                "https://me:secret@tiles.example/{z}/{x}/{y}",
                "https://{z}.example *; script-src *;/{x}/{y}",
                "https://tiles.example; script-src */{z}/{x}/{y}"
            })
    void whatIsNoAddressOfTilesIsRefused(String template) {
        assertThatThrownBy(() -> new MapTiles(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template);
    }

    @Test
    void withoutTilesAPageMayAskNobodyElse() throws Exception {
        try (TestHub hub = TestHub.start(data)) {
            HttpResponse<String> answer = hub.get("/api/v1/dashboard");
            assertThat(answer.body()).isEqualTo("{\"mapTiles\":null}");
            assertThat(answer.headers().firstValue(POLICY).orElseThrow())
                    .contains("default-src 'self'")
                    .doesNotContain("http");
        }
    }

    @Test
    void withTilesItMayAskThatHostForPicturesAndForNothingElse() throws Exception {
        MapTiles tiles = new MapTiles("https://tiles.example/{z}/{x}/{y}.png");
        try (TestHub hub = TestHub.start(data, settings -> settings.withMapTiles(tiles))) {
            HttpResponse<String> answer = hub.get("/api/v1/dashboard");
            assertThat(answer.body()).isEqualTo("{\"mapTiles\":\"https://tiles.example/{z}/{x}/{y}.png\"}");
            assertThat(answer.headers().firstValue(POLICY).orElseThrow())
                    .contains("default-src 'self'")
                    .endsWith("; img-src 'self' https://tiles.example")
                    .containsOnlyOnce("https");
        }
    }
}
