package hub.admin;

import hub.http.Problem;
import hub.registry.Actor;
import hub.registry.Fields;
import hub.registry.Registry;
import hub.registry.User;
import hub.security.Authenticator;
import hub.security.Gatekeeper;
import hub.security.Principal;
import hub.security.Sessions;
import hub.store.StoreException;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /account} and {@code POST /api/v1/session/password}: a user who has logged in takes another password. The old one is
 * asked for, at the pace of log-ins; all other sessions of the user end.
 */
final class AccountPages {

    private static final Logger log = LoggerFactory.getLogger(AccountPages.class);

    private static final String TITLE = "Your account";
    private static final String TOO_MANY = "too many attempts; wait half a minute";
    private static final String WRONG = "the password of now is not that";
    private static final String NO_USER = "only a user who has logged in has a password; a token is made anew instead";
    private static final String NOT_NOW = "the password cannot be changed now; the hub's log says why";

    private final Authenticator authenticator;
    private final Registry registry;
    private final Sessions sessions;
    private final Passwords passwords;
    private final PasswordGate gate;

    AccountPages(
            Authenticator authenticator, Registry registry, Sessions sessions, Passwords passwords, PasswordGate gate) {
        this.authenticator = authenticator;
        this.registry = registry;
        this.sessions = sessions;
        this.passwords = passwords;
        this.gate = gate;
    }

    /** {@code GET /account}. */
    void show(HttpServerExchange exchange) {
        send(exchange, 200, "");
    }

    private static void send(HttpServerExchange exchange, int status, String message) {
        Optional<String> user = user(exchange);
        String who = Gatekeeper.principal(exchange).map(Principal::name).orElse("nobody known");
        String form = "<p>You are " + Page.escaped(who) + ".</p>" + (user.isEmpty() ? "" : form(user.get()));
        Page.send(exchange, status, TITLE, message, form + "<p><a href=\"/\">Back to the hub</a></p>");
    }

    /** The name is for whoever keeps the password. */
    private static String form(String user) {
        return "<form method=\"post\" action=\"/account\"><input type=\"hidden\" name=\"name\" autocomplete=\"username\" value=\""
                + Page.escaped(user) + "\"><label>Password of now <input name=\"password\" type=\"password\""
                + " autocomplete=\"current-password\" required></label><label>New password, 10 characters or more"
                + " <input name=\"new\" type=\"password\" autocomplete=\"new-password\" minlength=\"10\" required></label>"
                + "<label>New password again <input name=\"again\" type=\"password\" autocomplete=\"new-password\""
                + " minlength=\"10\" required></label><button>Change the password</button></form>"
                + "<p>Your other sessions end.</p>";
    }

    private static Optional<String> user(HttpServerExchange exchange) {
        return Gatekeeper.principal(exchange).flatMap(Principal::user);
    }

    /** {@code POST /account}, on a worker: the password is looked at elsewhere. */
    void changeByPage(HttpServerExchange exchange) throws IOException {
        Form form = Form.read(exchange);
        if (!form.value("new").equals(form.value("again"))) {
            send(exchange, 400, "The new passwords are not the same.");
            return;
        }
        change(
                exchange,
                form.value("password"),
                form.value("new"),
                (status, why) -> send(exchange, status, sentence(why)),
                changed -> send(exchange, 200, "The password is changed. Your other sessions have ended."));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** {@code POST /api/v1/session/password}, on a worker. */
    void changeByCall(HttpServerExchange exchange) throws IOException {
        BiConsumer<Integer, String> refuse =
                (status, why) -> Problem.of(status, why).send(exchange);
        try {
            Fields fields = JsonCall.fields(exchange, "password", "newPassword");
            String password = fields.needText("password");
            change(exchange, password, fields.needText("newPassword"), refuse, changed -> {
                exchange.setStatusCode(204);
                exchange.endExchange();
            });
        } catch (IllegalArgumentException e) {
            refuse.accept(400, String.valueOf(e.getMessage()));
        }
    }

    private void change(
            HttpServerExchange exchange,
            String password,
            String next,
            BiConsumer<Integer, String> refuse,
            Consumer<String> changed) {
        Optional<String> user = user(exchange);
        try {
            Passwords.requireGood(next);
            if (user.isEmpty()) {
                throw new IllegalArgumentException(NO_USER);
            } else if (next.equals(password)) {
                throw new IllegalArgumentException("the new password is the one of now");
            }
        } catch (IllegalArgumentException e) {
            refuse.accept(400, String.valueOf(e.getMessage()));
            return;
        }
        Change change = new Change(user.get(), Gatekeeper.actor(exchange), password, next, refuse, changed);
        if (!gate.look(exchange, user.get(), change)) {
            refuse.accept(429, TOO_MANY);
        }
    }

    private final class Change implements PasswordGate.Try {

        private final String user;
        private final Actor actor;
        private final String password;
        private final String next;
        private final BiConsumer<Integer, String> refuse;
        private final Consumer<String> changed;

        Change(
                String user,
                Actor actor,
                String password,
                String next,
                BiConsumer<Integer, String> refuse,
                Consumer<String> changed) {
            this.user = user;
            this.actor = actor;
            this.password = password;
            this.next = next;
            this.refuse = refuse;
            this.changed = changed;
        }

        @Override
        public boolean isRight(HttpServerExchange exchange) {
            Optional<String> hash = registry.users().find(user).map(User::passwordHash);
            if (!passwords.fits(password, hash)) {
                return false;
            }
            try {
                String hashed = passwords.hash(next);
                registry.users().change(actor, user, Optional.empty(), Optional.of(hashed), Optional.empty());
                // A session is of the password that it was opened with: all are over, this one goes on as another.
                sessions.open(exchange, () -> authenticator.byUser(user, hashed));
                changed.accept(user);
            } catch (StoreException e) {
                log.error("a password cannot be changed", e);
                refuse.accept(503, NOT_NOW);
            }
            return true;
        }

        @Override
        public void refuse(HttpServerExchange exchange) {
            refuse.accept(403, WRONG);
        }
    }
}
