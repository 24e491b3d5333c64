package hub.ops;

import hub.http.Problem;
import hub.json.JsonWriter;
import hub.store.Progress;
import hub.store.StoreException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/backup?name=…}: into one directory that the hub was started with, one at a
 * time. Answers when the backup is on the disk.
 */
public final class BackupHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(BackupHandler.class);

    /** A name that stays in its directory, and is not hidden. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private static final int PERCENT_A_LINE = 10;

    /** Makes a backup; returns its bytes. */
    public interface Maker {
        long make(Path target, Progress progress);
    }

    private final @Nullable Path directory;
    private final Maker maker;
    private final AtomicBoolean running = new AtomicBoolean();
    private final HttpHandler blocking = new BlockingHandler(this::answer);

    /** @param directory where backups go; null if none are made */
    public BackupHandler(@Nullable Path directory, Maker maker) {
        this.directory = directory;
        this.maker = maker;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.POST)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
            Problem.of(405, "this call takes POST only").send(exchange);
        } else {
            blocking.handleRequest(exchange);
        }
    }

    private void answer(HttpServerExchange exchange) {
        if (directory == null) {
            Problem.of(403, "backups are switched off; start the hub with --backup-dir")
                    .send(exchange);
            return;
        }
        Deque<String> names = exchange.getQueryParameters().get("name");
        if (names == null || !NAME.matcher(names.getFirst()).matches()) {
            Problem.of(400, "name must be 1 to 100 of A-Z a-z 0-9 . _ -, such as 2026-01-31.zip")
                    .send(exchange);
        } else if (!running.compareAndSet(false, true)) {
            Problem.of(409, "another backup is under way").send(exchange);
        } else {
            try {
                make(exchange, directory.resolve(names.getFirst()));
            } finally {
                running.set(false);
            }
        }
    }

    private void make(HttpServerExchange exchange, Path target) {
        log.info("backup to {} begins", target);
        try {
            long bytes = maker.make(target, new LoggedPercent());
            log.info("backup to {} is on the disk: {} bytes", target, bytes);
            String json = new JsonWriter()
                    .beginObject()
                    .name("backup")
                    .value(target.toString())
                    .name("bytes")
                    .value(bytes)
                    .endObject()
                    .toString();
            exchange.setStatusCode(201);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            exchange.getResponseSender().send(json, StandardCharsets.UTF_8);
        } catch (StoreException e) {
            log.error("backup to {} failed", target, e);
            Problem.of(500, "there is no backup: " + e.getMessage()).send(exchange);
        }
    }

    /** A line for each ten percent. */
    private static final class LoggedPercent implements Progress {

        private long next = PERCENT_A_LINE;

        @Override
        public void at(String what, long done, long total) {
            long percent = total == 0 ? 0 : 100 * done / total;
            if (percent >= next && percent < 100) {
                log.info("{}: {} %", what, percent);
                next = percent - percent % PERCENT_A_LINE + PERCENT_A_LINE;
            }
        }
    }
}
