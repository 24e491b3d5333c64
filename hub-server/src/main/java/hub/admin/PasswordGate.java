package hub.admin;

import hub.time.NanoClock;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Where passwords are tried: a few at a time on {@code hub-login}, and a wrong one is answered late, by {@code
 * hub-login-late}, so that no worker waits.
 */
final class PasswordGate implements AutoCloseable {

    private static final int HASHING_THREADS = 2;
    private static final String RETRY_AFTER_SECONDS = "30";

    private final LoginPace pace;
    private final ExecutorService hashing = Executors.newFixedThreadPool(HASHING_THREADS, named("hub-login"));
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(named("hub-login-late"));

    PasswordGate(NanoClock clock) {
        this.pace = new LoginPace(clock);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Somebody's try. */
    interface Try {

        /** Answers if the password is right; answers nothing and returns false if it is not. */
        boolean isRight(HttpServerExchange exchange);

        /** Answers that it was wrong. */
        void refuse(HttpServerExchange exchange);
    }

    /**
     * Has a password tried, on a thread of its own.
     *
     * @param name whose it should be
     * @return false if there are too many tries already: then the caller answers, with a Retry-After that is set here
     */
    boolean look(HttpServerExchange exchange, String name, Try password) {
        String address = exchange.getSourceAddress().getAddress().getHostAddress();
        if (!pace.enter(name, address)) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            return false;
        }
        exchange.dispatch(hashing, running -> check(running, name, address, password));
        return true;
    }

    private void check(HttpServerExchange exchange, String name, String address, Try password) {
        boolean answered = true;
        try {
            if (!password.isRight(exchange)) {
                long millis = pace.failed(name, address);
                answered = false;
                exchange.dispatch(
                        SameThreadExecutor.INSTANCE, () -> refuseLater(exchange, name, address, password, millis));
            }
        } finally {
            if (answered) {
                pace.leave(name, address, true);
            }
        }
    }

    private void refuseLater(HttpServerExchange exchange, String name, String address, Try password, long millis) {
        ScheduledFuture<?> unused = late.schedule(
                () -> {
                    pace.leave(name, address, false);
                    // Not here: a client that does not read would hold up all others' answers.
                    exchange.getConnection().getWorker().execute(() -> password.refuse(exchange));
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        hashing.shutdown();
        late.shutdownNow();
    }
}
