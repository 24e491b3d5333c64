package hub.sql;

import hub.history.Body;
import hub.http.Problem;
import hub.http.SmallBody;
import hub.sql.SqlStoppedException.Stop;
import hub.store.StoreException;
import hub.text.Printable;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** {@code POST /api/v1/sql}: the body is a statement, the answer its result. */
public final class SqlHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(SqlHandler.class);

    private static final Set<String> KNOWN = Set.of("format", "decimal");
    private static final String TOKEN = "token";

    /** Of any statement that is short enough. */
    private static final int MAX_BODY = 4 * StatementCheck.MAX_LENGTH;

    private static final String RETRY_AFTER_SECONDS = "1";

    private final SqlService service;
    private final HttpHandler withBody = new SmallBody(MAX_BODY, this::take);

    public SqlHandler(SqlService service) {
        this.service = service;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.POST)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
            Problem.of(405, "this call takes POST only, with the statement as its body")
                    .send(exchange);
        } else {
            withBody.handleRequest(exchange);
        }
    }

    /** On a worker: checks the statement; on the threads for statements it is run. */
    private void take(HttpServerExchange exchange) {
        if (service.options().concurrent() == 0) {
            Problem.of(403, "SQL is switched off; start the hub with --sql-concurrent above 0")
                    .send(exchange);
            return;
        }
        SqlQuestion question;
        try {
            question = question(exchange);
        } catch (SqlRefusedException e) {
            service.countRefused();
            Problem.of(400, String.valueOf(e.getMessage())).send(exchange);
            return;
        }
        Optional<Run> run = service.enter();
        if (run.isEmpty()) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            Problem.of(
                            503,
                            service.options().concurrent()
                                    + " statements run already, which is the most; ask again later")
                    .send(exchange);
            return;
        }
        exchange.addExchangeCompleteListener((ended, next) -> {
            service.leave(run.get());
            next.proceed();
        });
        exchange.dispatch(service.threads(), running -> answer(running, question, run.get()));
    }

    private static SqlQuestion question(HttpServerExchange exchange) {
        Map<String, Deque<String>> parameters = exchange.getQueryParameters();
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name) && !name.equals(TOKEN)) {
                throw new SqlRefusedException("parameter '" + Printable.shortened(name) + "' is unknown; known are "
                        + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        String format = single(parameters, "format", SqlFormat.CSV.parameter());
        String decimal = single(parameters, "decimal", "point");
        if (!decimal.equals("point") && !decimal.equals("comma")) {
            throw new SqlRefusedException(
                    "parameter 'decimal': '" + Printable.shortened(decimal) + "' is unknown; known are point, comma");
        }
        return SqlQuestion.of(
                body(exchange),
                SqlFormat.parse(format)
                        .orElseThrow(() -> new SqlRefusedException("parameter 'format': " + SqlFormat.unknown(format))),
                decimal.equals("comma"));
    }

    private static String single(Map<String, Deque<String>> parameters, String name, String otherwise) {
        Deque<String> values = parameters.get(name);
        if (values == null) {
            return otherwise;
        }
        if (values.size() > 1) {
            throw new SqlRefusedException(
                    "parameter '" + name + "' is there " + values.size() + " times, once is enough");
        }
        return values.getFirst();
    }

    private static String body(HttpServerExchange exchange) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(SmallBody.of(exchange)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SqlRefusedException("the statement is no UTF-8 text");
        }
    }

    private void answer(HttpServerExchange exchange, SqlQuestion question, Run run) {
        ClientWatch.stopWhenGone(exchange, run);
        HeldOutput out = new HeldOutput(() -> {
            run.sending(() -> IoUtils.safeClose(exchange.getConnection()));
            return Body.open(exchange, question.format().contentType(), stream -> stream);
        });
        try {
            service.write(question, run, out);
            out.close();
        } catch (SqlRefusedException e) {
            fail(exchange, out, Problem.of(400, String.valueOf(e.getMessage())));
        } catch (SqlStoppedException e) {
            fail(exchange, out, Problem.of(status(e.stop()), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            log.debug("a client went before its result was complete", e);
            IoUtils.safeClose(exchange.getConnection());
        } catch (StoreException e) {
            log.error("a statement cannot be answered", e);
            fail(exchange, out, Problem.of(500, "stored data cannot be read; the hub's log says why"));
        } catch (RuntimeException e) {
            log.error("a statement failed: {}", question.statement().sql(), e);
            fail(exchange, out, Problem.of(500, "the statement failed; the hub's log says why"));
        }
    }

    private static int status(Stop stop) {
        return switch (stop) {
            case TIMEOUT, CANCELLED -> 503;
            case MEMORY, TOO_LARGE -> 422;
        };
    }

    /** A result that has begun must not end as if it were whole. */
    private static void fail(HttpServerExchange exchange, HeldOutput out, Problem problem) {
        if (out.hasBegun()) {
            IoUtils.safeClose(exchange.getConnection());
        } else {
            problem.send(exchange);
        }
    }
}
