package hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.history.Deliveries;
import hub.ingest.Ingest;
import hub.ingest.IngestLimits;
import hub.journal.FileJournal;
import hub.journal.JournalOptions;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import hub.testing.BreakableJournal;
import hub.time.Clocks;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is answered when it is on the disk and not before, and not as stored when it is not. */
@Timeout(60)
class DurableImportTest {

    private static final String FILE = "time,device,metric,value\r\n2026-01-01T00:00:00Z,A,temperature,7.35\r\n";

    @TempDir
    Path data;

    private interface Body {
        void run(CompletableFuture<HttpResponse<String>> answer, BreakableJournal journal) throws Exception;
    }

    /** Sends the file to the imports' part of a hub, over a journal that holds it up. */
    private void sent(Body body) throws Exception {
        BreakableJournal journal =
                new BreakableJournal(FileJournal.open(data.resolve("journal"), JournalOptions.defaults()));
        try (H2ReadingStore store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000));
                Ingest ingest = new Ingest(journal, store, Clocks.system(), IngestLimits.DEFAULT)) {
            ingest.start();
            Undertow server = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setHandler(new ImportHandler(
                            ingest, store, Clocks.system(), new Deliveries(System::nanoTime, Duration.ofMinutes(1))))
                    .build();
            server.start();
            try {
                journal.hold();
                body.run(send(server), journal);
            } finally {
                server.stop();
                journal.close();
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(Undertow server) throws IOException {
        InetSocketAddress bound =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bound.getPort() + "/"))
                                .timeout(Duration.ofSeconds(30))
                                .POST(HttpRequest.BodyPublishers.ofString(FILE))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aFileIsAnsweredWhenItIsOnTheDisk() throws Exception {
        sent((answer, journal) -> {
            await().until(() -> journal.held() > 0);
            assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            journal.release(journal.held());
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void aFileThatCannotBeStoredIsNotAnsweredAsStored() throws Exception {
        sent((answer, journal) -> {
            await().until(() -> journal.held() > 0);
            journal.breakDown();
            HttpResponse<String> told = answer.get(20, TimeUnit.SECONDS);
            assertThat(told.statusCode()).isEqualTo(503);
            assertThat(told.body()).contains("readings cannot be stored now");
        });
    }
}
