package hub.admin;

import hub.registry.Registry;
import hub.registry.User;
import hub.security.Authenticator;
import hub.security.Principal;
import hub.security.Sessions;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /login} and {@code /logout}: sessions begin and end here. */
final class LoginPages {

    private final Authenticator authenticator;
    private final Registry registry;
    private final Sessions sessions;
    private final Passwords passwords;
    private final PasswordGate gate;

    LoginPages(
            Authenticator authenticator, Registry registry, Sessions sessions, Passwords passwords, PasswordGate gate) {
        this.authenticator = authenticator;
        this.registry = registry;
        this.sessions = sessions;
        this.passwords = passwords;
        this.gate = gate;
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
        if (form.value("password").isEmpty()) {
            send(exchange, 400, "A password is needed.", form.value("to"));
            return;
        }
        if (!gate.look(exchange, form.value("name"), new LogIn(form))) {
            send(exchange, 429, "Too many attempts. Wait half a minute.", form.value("to"));
        }
    }

    private final class LogIn implements PasswordGate.Try {

        private final Form form;

        LogIn(Form form) {
            this.form = form;
        }

        @Override
        public boolean isRight(HttpServerExchange exchange) {
            Optional<Supplier<Optional<Principal>>> whose = whose(form.value("name"), form.value("password"));
            whose.ifPresent(known -> {
                sessions.open(exchange, known);
                Page.redirect(exchange, own(form.value("to")));
            });
            return whose.isPresent();
        }

        @Override
        public void refuse(HttpServerExchange exchange) {
            send(exchange, 401, "Wrong name or password.", form.value("to"));
        }
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
}
