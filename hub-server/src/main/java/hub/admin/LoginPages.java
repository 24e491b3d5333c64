package hub.admin;

import hub.registry.Registry;
import hub.registry.User;
import hub.security.Authenticator;
import hub.security.Principal;
import hub.security.Sessions;
import hub.time.NanoClock;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code /login} and {@code /logout}: sessions begin and end here. */
final class LoginPages implements AutoCloseable {

    private static final int HASHING_THREADS = 2;
    private static final String RETRY_AFTER_SECONDS = "30";

    private final Authenticator authenticator;
    private final Registry registry;
    private final Sessions sessions;
    private final Passwords passwords;
    private final LoginPace pace;
    private final ExecutorService hashing = Executors.newFixedThreadPool(HASHING_THREADS, named("hub-login"));
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(named("hub-login-late"));

    LoginPages(
            Authenticator authenticator, Registry registry, Sessions sessions, Passwords passwords, NanoClock clock) {
        this.authenticator = authenticator;
        this.registry = registry;
        this.sessions = sessions;
        this.passwords = passwords;
        this.pace = new LoginPace(clock);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** {@code GET /login}. */
    void show(HttpServerExchange exchange) {
        Deque<String> to = exchange.getQueryParameters().get("to");
        send(exchange, 200, "", to == null ? "/" : to.getFirst());
    }

    private static void send(HttpServerExchange exchange, int status, String message, String to) {
        // Without an action a form goes to the page's own address: what was behind its # is there after the log-in,
        // too.
        String form = "<form method=\"post\"><label>Name <input name=\"name\" autocomplete=\"username\""
                + " autofocus></label><label>Password <input name=\"password\" type=\"password\""
                + " autocomplete=\"current-password\" required></label><input type=\"hidden\" name=\"to\" value=\""
                + Page.escaped(own(to)) + "\"><button>Log in</button></form>"
                + "<p>With a token instead: leave the name empty.</p>";
        Page.send(exchange, status, "Telemetry hub", message, form);
    }

    /** Only pages of this hub: no other site's, however it is written. */
    private static String own(String to) {
        return to.matches("/[A-Za-z0-9._~/-]*") && !to.startsWith("//") ? to : "/";
    }

    /** {@code POST /login}, on a worker: the password is looked at elsewhere. */
    void logIn(HttpServerExchange exchange) throws IOException {
        Form form = Form.read(exchange);
        String address = exchange.getSourceAddress().getAddress().getHostAddress();
        if (form.value("password").isEmpty()) {
            send(exchange, 400, "A password is needed.", form.value("to"));
            return;
        }
        if (!pace.enter(form.value("name"), address)) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            send(exchange, 429, "Too many attempts. Wait half a minute.", form.value("to"));
            return;
        }
        exchange.dispatch(hashing, running -> check(running, form, address));
    }

    private void check(HttpServerExchange exchange, Form form, String address) {
        boolean answered = true;
        try {
            Optional<Supplier<Optional<Principal>>> whose = whose(form.value("name"), form.value("password"));
            if (whose.isPresent()) {
                sessions.open(exchange, whose.get());
                Page.redirect(exchange, own(form.value("to")));
            } else {
                long millis = pace.failed(form.value("name"), address);
                answered = false;
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> refuseLater(exchange, form, address, millis));
            }
        } finally {
            if (answered) {
                pace.leave(form.value("name"), address, true);
            }
        }
    }

    private void refuseLater(HttpServerExchange exchange, Form form, String address, long millis) {
        ScheduledFuture<?> unused = late.schedule(
                () -> {
                    pace.leave(form.value("name"), address, false);
                    // Not here: a client that does not read would hold up all others' answers.
                    exchange.getConnection().getWorker().execute(() -> refuse(exchange, form));
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private static void refuse(HttpServerExchange exchange, Form form) {
        send(exchange, 401, "Wrong name or password.", form.value("to"));
    }

    /** Who it is from now on; what is looked up each time is what may change. */
    private Optional<Supplier<Optional<Principal>>> whose(String name, String password) {
        if (name.isEmpty()) {
            return authenticator.byToken(password).map(known -> () -> authenticator.byToken(password));
        }
        Optional<String> hash =
                registry.users().find(name).filter(user -> !user.disabled()).map(User::passwordHash);
        return passwords.fits(password, hash)
                ? hash.map(right -> () -> authenticator.byUser(name, right))
                : Optional.empty();
    }

    /** {@code POST /logout}. */
    void logOut(HttpServerExchange exchange) {
        sessions.end(exchange);
        Page.redirect(exchange, "/login");
    }

    @Override
    public void close() {
        hashing.shutdown();
        late.shutdownNow();
    }
}
