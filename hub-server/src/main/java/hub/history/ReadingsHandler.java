package hub.history;

import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** {@code GET /api/v1/readings}: raw readings, or buckets of them, streamed in ascending time, or a page at a time. */
final class ReadingsHandler implements HttpHandler {

    private final ReadingStore store;
    private final Clocks clocks;
    private final HistoryOptions options;
    private final StoreTags tags;

    ReadingsHandler(ReadingStore store, StoreTags tags, Clocks clocks, HistoryOptions options) {
        this.store = store;
        this.clocks = clocks;
        this.options = options;
        this.tags = tags;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters parameters =
                QueryParameters.of(exchange.getQueryParameters(), ReadingsRequest.KNOWN, clocks.micros());
        String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        ReadingsRequest request = ReadingsRequest.of(parameters, accept, store, options.qa());
        exchange.getResponseHeaders().put(Headers.VARY, Headers.ACCEPT_STRING);
        Turns.reserve(exchange, request.heldBytes());
        WorkClock work = new WorkClock(clocks.nano());
        Answer answer = new Answer(
                store,
                request,
                Turns.limits(),
                Turns.ended(exchange, new QueryWatch(work::nanos, options.queryTimeout())));
        if (request.limit().isPresent()) {
            sendPage(exchange, request, answer);
            return;
        }
        String tag = tags.tag(parameters, request.format(), request.range());
        if (options.maxRows() > 0) {
            answer.requireRows(options.maxRows());
        }
        if (EntityTags.isKnown(exchange, tag)) {
            return;
        }
        OutputStream out = Body.open(exchange, request.format().contentType(), work::stopsFor);
        answer.writeAll(out);
        out.close();
    }

    /** A page is held, since its header says whether there is another. */
    private static void sendPage(HttpServerExchange exchange, ReadingsRequest request, Answer answer)
            throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Optional<PageCursor> next = answer.writePage(page);
        PageLink.put(exchange, next);
        Body.send(exchange, request.format().contentType(), page.toByteArray());
    }
}
