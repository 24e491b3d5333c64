package hub.prometheus;

import hub.history.Body;
import hub.history.HistoryOptions;
import hub.history.Turns;
import hub.http.Problem;
import hub.http.SmallBody;
import hub.json.JsonWriter;
import hub.prometheus.PrometheusException.Kind;
import hub.query.QueryCancelledException;
import hub.query.QueryTimeoutException;
import hub.query.QueryTooLargeException;
import hub.store.ReadingStore;
import hub.store.StoreException;
import hub.text.Printable;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** The calls of Prometheus' HTTP API that a dashboard needs, under {@code /api/v1/prometheus/api/v1}. For viewers. */
public final class PrometheusApi implements HttpHandler {

    /** Where the calls are; a data source is given the part before {@code /api/v1}. */
    public static final String PATH = "/api/v1/prometheus/api/v1";

    /** The calls and what they know, with the selectors' and the limit's names as Prometheus has them. */
    static final Map<String, Set<String>> PARAMETERS = Map.of(
            "/query", Set.of("query", "time", "timeout"),
            "/query_range", Set.of("query", "start", "end", "step", "timeout"),
            "/series", Set.of("match[]", "start", "end", "limit"),
            "/labels", Set.of("match[]", "start", "end", "limit"),
            "/label/{label}/values", Set.of("match[]", "start", "end", "limit"),
            "/metadata", Set.of("metric", "limit"),
            "/status/buildinfo", Set.of());

    private static final Logger log = LoggerFactory.getLogger(PrometheusApi.class);

    private static final Set<String> POSTABLE = Set.of("/query", "/query_range", "/series", "/labels");
    private static final Pattern VALUES = Pattern.compile("/label/([^/]{1,100})/values");

    private final QueryCalls queries;
    private final CatalogueCalls catalogue;
    private final Turns turns;
    private final HttpHandler posted = new SmallBody(Form.MAX_BODY, this::begin);

    /**
     * @param options how long a question may take
     * @param turns taken by each call; the caller closes them
     */
    public PrometheusApi(ReadingStore store, Clocks clocks, HistoryOptions options, Turns turns) {
        this.turns = turns;
        this.queries = new QueryCalls(store, clocks, options.queryTimeout());
        this.catalogue = new CatalogueCalls(store);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean post = exchange.getRequestMethod().equals(Methods.POST);
        boolean read = exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
        if (!read && !(post && POSTABLE.contains(exchange.getRelativePath()))) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            Problem.of(405, "this call takes GET only").send(exchange);
        } else if (post) {
            posted.handleRequest(exchange);
        } else {
            begin(exchange);
        }
    }

    private void begin(HttpServerExchange exchange) {
        turns.answer(exchange, this::answer);
    }

    private void answer(HttpServerExchange exchange) {
        try {
            call(exchange, Form.of(exchange));
        } catch (PrometheusException e) {
            fail(exchange, e.kind(), String.valueOf(e.getMessage()));
        } catch (Turns.BusyException e) {
            Turns.busy(exchange, String.valueOf(e.getMessage()));
        } catch (QueryCancelledException e) {
            fail(exchange, Kind.INTERNAL, "the hub stops: ask again when it is back");
        } catch (IOException e) {
            log.debug("a client went before its answer was complete", e);
            IoUtils.safeClose(exchange.getConnection());
        } catch (QueryTimeoutException e) {
            log.warn("{} cannot be answered: {}", exchange.getRequestPath(), e.getMessage());
            fail(exchange, Kind.TIMEOUT, String.valueOf(e.getMessage()));
        } catch (QueryTooLargeException e) {
            fail(exchange, Kind.EXECUTION, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            log.error("{} cannot be answered", exchange.getRequestPath(), e);
            fail(exchange, Kind.INTERNAL, "stored data cannot be read; the hub's log says why");
        }
    }

    private void call(HttpServerExchange exchange, Form form) throws IOException {
        String path = exchange.getRelativePath();
        Matcher values = VALUES.matcher(path);
        if (values.matches()) {
            send(exchange, catalogue.values(values.group(1), form, queries.watch(exchange, form)));
            return;
        }
        switch (path) {
            case "/query" -> queries.query(exchange, form);
            case "/query_range" -> queries.queryRange(exchange, form);
            case "/series" -> send(exchange, catalogue.series(form, queries.watch(exchange, form)));
            case "/labels" -> send(exchange, catalogue.labels(form, queries.watch(exchange, form)));
            case "/metadata" -> send(exchange, catalogue.metadata(form));
            case "/status/buildinfo" -> send(exchange, catalogue.buildInfo());
            default ->
                throw new PrometheusException(
                        Kind.NOT_FOUND,
                        "'" + Printable.shortened(path) + "' is not there; there are "
                                + String.join(
                                        ", ",
                                        PARAMETERS.keySet().stream().sorted().toList()));
        }
    }

    private static void send(HttpServerExchange exchange, JsonWriter json) throws IOException {
        Body.send(exchange, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void fail(HttpServerExchange exchange, Kind kind, String message) {
        if (exchange.isResponseStarted()) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        JsonWriter json = new JsonWriter().beginObject().name("status").value("error");
        json.name("errorType")
                .value(kind.wireName())
                .name("error")
                .value(message)
                .endObject();
        exchange.setStatusCode(kind.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json.toString(), StandardCharsets.UTF_8);
    }
}
