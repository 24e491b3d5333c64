package hub.importing;

import hub.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A hub that runs, which is sent what is to be stored. For one thread. */
public final class RunningHub {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A hub that folds or waits for its disk takes its time. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private static final int BUSY = 503;
    private static final int TRIES = 60;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final URI url;
    private final @Nullable String token;

    /**
     * @param url such as {@code http://127.0.0.1:8080}
     * @param token an operator's; null for an open hub
     */
    public RunningHub(URI url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    /**
     * Has lines stored. A hub that cannot now is asked again for a minute.
     *
     * @param format {@code csv} or {@code ndjson}
     * @param header stands before the lines
     * @return the answer, whatever its status
     * @throws ImportException if there is none
     */
    HttpResponse<String> store(String format, byte[] header, byte[] lines, int length) {
        try {
            HttpResponse<String> answer = send(format, header, lines, length);
            for (int tries = 1; answer.statusCode() == BUSY && tries < TRIES; tries++) {
                Thread.sleep(BETWEEN_TRIES.toMillis());
                answer = send(format, header, lines, length);
            }
            return answer;
        } catch (IOException e) {
            throw new ImportException(
                    "the hub at " + url + " cannot be reached: " + Printable.shortened(String.valueOf(e))
                            + ". Give the same command again once it can: it goes on",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException("interrupted", e);
        }
    }

    private HttpResponse<String> send(String format, byte[] header, byte[] lines, int length)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/api/v1/import?format=" + format))
                .timeout(ANSWER_TIMEOUT)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArray(header), BodyPublishers.ofByteArray(lines, 0, length)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
