package hub.history;

import hub.http.Problem;
import hub.presence.Presence;
import hub.query.QueryCancelledException;
import hub.query.QueryTimeoutException;
import hub.query.QueryTooLargeException;
import hub.registry.Permission;
import hub.registry.PublishedStore;
import hub.registry.Registry;
import hub.security.Gatekeeper;
import hub.store.ReadingStore;
import hub.store.StoreException;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.PathTemplateHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * The calls under {@code /api}, which are those of version 1 and a page about them, with problems in one form. What may be long is
 * answered in turns, the rest by workers, none of which waits for a client.
 */
public final class HistoryApi implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(HistoryApi.class);

    /** Calls whose answers may be long, or take long. */
    private static final Set<String> LONG = Set.of("/v1/readings", "/v1/air-quality", "/v1/coverage");

    private final HttpHandler published;
    private final HttpHandler exact;
    private final ApiDocument document = new ApiDocument();
    private final Turns turns;

    /** @param turns taken by what may be long; the caller closes them */
    public HistoryApi(
            ReadingStore store,
            Presence presence,
            Registry registry,
            Clocks clocks,
            HistoryOptions options,
            Turns turns) {
        this.turns = turns;
        published = calls(store, registry, false, presence, clocks, options);
        exact = calls(store, registry, true, presence, clocks, options);
    }

    /** @param exactly whether where devices are is told as it is known */
    private HttpHandler calls(
            ReadingStore known,
            Registry registry,
            boolean exactly,
            Presence presence,
            Clocks clocks,
            HistoryOptions options) {
        ReadingStore store = new PublishedStore(known, registry.devices(), exactly);
        // Tags and places choose devices, and places are not the same for all.
        StoreTags tags = new StoreTags(store, clocks.micros(), () -> 2 * registry.version() + (exactly ? 1 : 0));
        HttpHandler others = new PathHandler(
                        exchange -> Problem.of(404, "there is no such call").send(exchange))
                .addPrefixPath("/devices", new DevicesHandler(store, presence))
                .addExactPath("/readings", new ReadingsHandler(store, tags, clocks, options))
                .addExactPath("/air-quality", new AirQualityHandler(store, tags, clocks, options))
                .addExactPath("/air-quality/latest", new LatestAirQualityHandler(store, clocks, options))
                .addExactPath("/air-quality/tables", new IndexTablesHandler())
                .addExactPath("/latest", new LatestHandler(store))
                .addExactPath("/series", new SeriesHandler(store))
                .addExactPath("/metrics", new MetricsHandler(store))
                .addExactPath("/coverage", new CoverageHandler(store, clocks, options))
                .addExactPath("/openapi.json", document.json())
                .addExactPath("/events", new EventsHandler(store, clocks::micros));
        return new PathHandler(exchange -> Problem.of(404, "there is no such call; calls begin with /api/v1")
                        .send(exchange))
                .addPrefixPath(
                        "/v1",
                        new PathTemplateHandler(others, false)
                                .add("/devices/{device}/sessions", new SessionsHandler(store, clocks::micros)))
                .addExactPath("/docs", document.page())
                .addExactPath("/docs/docs.css", document.css());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            Problem.of(405, "this call takes GET only").send(exchange);
        } else if (LONG.contains(exchange.getRelativePath())) {
            turns.answer(exchange, this::answer);
        } else {
            exchange.dispatch(this::answer);
        }
    }

    private void answer(HttpServerExchange exchange) throws Exception {
        try {
            HttpHandler calls = Gatekeeper.may(exchange, Permission.DEVICES) ? exact : published;
            calls.handleRequest(exchange);
        } catch (BadRequestException e) {
            Problem.of(400, String.valueOf(e.getMessage())).send(exchange);
        } catch (Turns.BusyException e) {
            Turns.busy(exchange, String.valueOf(e.getMessage()));
        } catch (QueryCancelledException e) {
            fail(exchange, Problem.of(503, "the hub stops: ask again when it is back"));
        } catch (IOException e) {
            log.debug("a client went before its answer was complete", e);
            IoUtils.safeClose(exchange.getConnection());
        } catch (QueryTimeoutException e) {
            log.warn("{} cannot be answered: {}", exchange.getRequestPath(), e.getMessage());
            fail(exchange, Problem.of(503, String.valueOf(e.getMessage())));
        } catch (QueryTooLargeException | AnswerTooLargeException e) {
            fail(exchange, Problem.of(422, String.valueOf(e.getMessage())));
        } catch (StoreException e) {
            log.error("{} cannot be answered", exchange.getRequestPath(), e);
            fail(exchange, Problem.of(500, "stored data cannot be read; the hub's log says why"));
        }
    }

    /** An answer that has begun must not end as if it were whole. */
    private static void fail(HttpServerExchange exchange, Problem problem) {
        if (exchange.isResponseStarted()) {
            IoUtils.safeClose(exchange.getConnection());
        } else {
            exchange.getResponseHeaders().remove(Headers.ETAG);
            problem.send(exchange);
        }
    }
}
