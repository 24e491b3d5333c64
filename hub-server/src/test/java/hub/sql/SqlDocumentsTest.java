package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What documents say of SQL, asked of a hub. */
class SqlDocumentsTest {

    private static final Pattern CALL =
            Pattern.compile("curl '?http://127\\.0\\.0\\.1:8080/api/v1/sql(\\?[^' ]*)?'? --data-binary \"([^\"]*)\"");
    private static final Pattern FUNCTIONS = Pattern.compile("`WITH`, `UNION`[^:]*:\\s*`([a-z0-9_\\s]*)`");

    @TempDir
    Path data;

    private static String document(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name));
    }

    @Test
    void theExamplesAreAnswered() throws IOException {
        try (SqlHub sql = new SqlHub(data, options -> options)) {
            List<HttpResponse<String>> answers = Stream.of(document("analysts.md"), document("http-api.md"))
                    .flatMap(text -> CALL.matcher(text).results())
                    .map(found -> sql.ask(found.group(2), found.group(1) == null ? "" : found.group(1)))
                    .toList();
            assertThat(answers)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
        }
    }

    @Test
    void theFunctionsAreThoseThatAreAllowed() throws IOException {
        var listed = FUNCTIONS.matcher(document("http-api.md"));
        assertThat(listed.find()).isTrue();
        Set<String> names = new HashSet<>(
                List.of(listed.group(1).toUpperCase(Locale.ROOT).strip().split("\\s+", -1)));
        assertThat(names).isEqualTo(Words.FUNCTIONS);
    }

    @Test
    void theOpenApiDocumentKnowsTheParameters() throws JsonProcessingException {
        try (SqlHub sql = new SqlHub(data, options -> options)) {
            JsonNode call = new ObjectMapper()
                    .readTree(sql.hub.get("/api/v1/openapi.json").body())
                    .path("paths")
                    .path("/api/v1/sql")
                    .path("post");
            assertThat(sql.ask("SELECT 1", "?zzz=1").body()).contains("known are decimal, format");
            assertThat(call.path("parameters").findValuesAsText("name")).containsExactlyInAnyOrder("decimal", "format");
            for (JsonNode format : call.at("/parameters/0/schema/enum")) {
                assertThat(sql.ask("SELECT 1", "?format=" + format.asText()).statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
