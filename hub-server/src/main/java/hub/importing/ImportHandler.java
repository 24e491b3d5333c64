package hub.importing;

import hub.history.Deliveries;
import hub.http.Problem;
import hub.importing.BlockReader.Start;
import hub.ingest.Ingest;
import hub.ingest.Submitted;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.text.Printable;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/import}: the body is a file, whose readings are stored as if their devices sent them now. For operators. */
public final class ImportHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(ImportHandler.class);

    /** Each keeps a worker and may wait for the disk. */
    private static final int MAX_RUNNING = 2;

    private static final int WAITING_BLOCKS = 2;
    private static final String TOKEN = "token";
    private static final Map<String, FileFormat> FORMATS =
            Map.of("auto", FileFormat.AUTO, "csv", FileFormat.CSV, "ndjson", FileFormat.NDJSON);

    private final Ingest ingest;
    private final ReadingStore store;
    private final Clocks clocks;
    private final Deliveries deliveries;
    private final Semaphore running = new Semaphore(MAX_RUNNING);
    private final HttpHandler blocking = new BlockingHandler(this::answer);

    public ImportHandler(Ingest ingest, ReadingStore store, Clocks clocks, Deliveries deliveries) {
        this.ingest = ingest;
        this.store = store;
        this.clocks = clocks;
        this.deliveries = deliveries;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.POST)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
            Problem.of(405, "this call takes POST only, with the file as its body")
                    .send(exchange);
        } else {
            exchange.setMaxEntitySize(Long.MAX_VALUE);
            blocking.handleRequest(exchange);
        }
    }

    private void answer(HttpServerExchange exchange) throws IOException {
        Optional<FileFormat> format = format(exchange.getQueryParameters());
        if (format.isEmpty()) {
            Problem.of(
                            400,
                            "known is only parameter 'format', once: auto, csv or ndjson; a Parquet file is imported by"
                                    + " the command import --url")
                    .send(exchange);
        } else if (!running.tryAcquire()) {
            busy(exchange, MAX_RUNNING + " imports are under way, which is the most; send it again later");
        } else {
            try {
                take(exchange, format.get());
            } finally {
                running.release();
            }
        }
    }

    private static Optional<FileFormat> format(Map<String, Deque<String>> parameters) {
        Deque<String> names = parameters.get("format");
        boolean known = Set.of("format", TOKEN).containsAll(parameters.keySet());
        if (!known || (names != null && names.size() > 1)) {
            return Optional.empty();
        }
        return names == null ? Optional.of(FileFormat.AUTO) : Optional.ofNullable(FORMATS.get(names.getFirst()));
    }

    /** Block after block, each durable and in the store before the next is taken. */
    private void take(HttpServerExchange exchange, FileFormat format) throws IOException {
        InputStream body = deliveries.arriving(exchange);
        Frames frames =
                new Frames(clocks.micros(), device -> store.device(device).flatMap(DeviceRecord::profile));
        BlockParser parser = new BlockParser(format, frames);
        ImportAnswer answer = new ImportAnswer();
        try (Pipe<Block> blocks = Pipe.start(
                "hub-import-read",
                WAITING_BLOCKS,
                pipe -> new BlockReader(format, body, pipe).read(0, Source.STANDARD_INPUT, Start.BEGINNING))) {
            for (Block block = blocks.take(); block != null; block = blocks.take()) {
                Batch batch = parser.parse(block);
                Submitted submitted = ingest.submitImported(batch.entries());
                if (!submitted.await()) {
                    busy(exchange, "readings cannot be stored now; " + answer.stored() + "; send it again later");
                    return;
                }
                answer.add(batch);
                if (batch.failure().isPresent()) {
                    fail(exchange, 400, batch.failure().get() + "; " + answer.stored());
                    return;
                }
            }
            send(exchange, answer);
        } catch (IllegalArgumentException e) {
            fail(exchange, 422, e.getMessage() + "; " + answer.stored());
        } catch (ImportException e) {
            log.error("an import failed", e);
            fail(exchange, 500, Printable.shortened(String.valueOf(e.getMessage())) + "; " + answer.stored());
        }
    }

    /** Unless the client has gone. */
    private static void fail(HttpServerExchange exchange, int status, String detail) {
        if (!exchange.isResponseStarted()) {
            Problem.of(status, detail).send(exchange);
        }
    }

    private static void busy(HttpServerExchange exchange, String detail) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        Problem.of(503, detail).send(exchange);
    }

    private static void send(HttpServerExchange exchange, ImportAnswer answer) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(answer.json(), StandardCharsets.UTF_8);
    }
}
