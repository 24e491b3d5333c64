package hub.admin;

import hub.registry.Actor;
import hub.registry.Registry;
import hub.registry.RegistryException;
import hub.registry.Role;
import hub.registry.Secrets;
import hub.security.Authenticator;
import hub.time.NanoClock;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /setup}: whoever started the hub makes the first admin, with a key that was printed there, once, within an hour. */
final class Setup {

    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final Authenticator authenticator;
    private final Registry registry;
    private final Passwords passwords;
    private final NanoClock clock;
    private final long madeNanos;
    private @Nullable String key;

    Setup(Authenticator authenticator, Registry registry, Passwords passwords, NanoClock clock) {
        this.authenticator = authenticator;
        this.registry = registry;
        this.passwords = passwords;
        this.clock = clock;
        this.madeNanos = clock.nanos();
        this.key = authenticator.knowsNobody() ? Secrets.token() : null;
    }

    /** Where to go, with the key; empty if somebody is known. */
    synchronized Optional<String> path() {
        return Optional.ofNullable(key).map(good -> "/setup?key=" + good);
    }

    private synchronized boolean isGood(String shown) {
        String good = key;
        return good != null
                && clock.nanos() - madeNanos < GOOD_FOR.toNanos()
                && authenticator.knowsNobody()
                && MessageDigest.isEqual(good.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code GET /setup}. */
    void show(HttpServerExchange exchange) {
        Deque<String> keys = exchange.getQueryParameters().get("key");
        send(exchange, keys == null ? "" : keys.getFirst(), "");
    }

    private void send(HttpServerExchange exchange, String shown, String message) {
        if (!isGood(shown)) {
            Page.send(
                    exchange,
                    403,
                    "Telemetry hub",
                    "This link was used, or is older than an hour. Start the hub again for another one.",
                    "");
            return;
        }
        String form =
                "<form method=\"post\" action=\"/setup\"><label>Name <input name=\"name\" autocomplete=\"username\""
                        + " required></label><label>Password, 10 characters or more <input name=\"password\" type=\"password\""
                        + " autocomplete=\"new-password\" minlength=\"10\" required></label>"
                        + "<input type=\"hidden\" name=\"key\" value=\"" + Page.escaped(shown)
                        + "\"><button>Make the first admin</button></form>";
        Page.send(exchange, message.isEmpty() ? 200 : 400, "Telemetry hub", message, form);
    }

    /** {@code POST /setup}, on a worker. */
    void make(HttpServerExchange exchange) throws IOException {
        Form form = Form.read(exchange);
        if (!isGood(form.value("key"))) {
            send(exchange, form.value("key"), "");
            return;
        }
        try {
            String hash = passwords.hash(Passwords.requireGood(form.value("password")));
            Actor actor = new Actor(
                    "setup link", exchange.getSourceAddress().getAddress().getHostAddress());
            if (makeOnce(form, actor, hash)) {
                Page.redirect(exchange, "/login");
            } else {
                send(exchange, "", "");
            }
        } catch (IllegalArgumentException | RegistryException e) {
            send(exchange, form.value("key"), String.valueOf(e.getMessage()));
        }
    }

    private synchronized boolean makeOnce(Form form, Actor actor, String hash) {
        if (!isGood(form.value("key"))) {
            return false;
        }
        registry.users().add(actor, form.value("name"), Role.ADMIN, hash);
        key = null;
        return true;
    }
}
