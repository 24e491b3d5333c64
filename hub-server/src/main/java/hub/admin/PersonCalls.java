package hub.admin;

import hub.admin.JsonCall.Reply;
import hub.json.JsonWriter;
import hub.registry.ApiToken;
import hub.registry.Fields;
import hub.registry.Registered;
import hub.registry.Registry;
import hub.registry.Role;
import hub.registry.User;
import hub.security.Gatekeeper;
import hub.time.Clocks;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Users, programs' tokens and fleets' keys. */
final class PersonCalls {

    private static final long MOST_CLAIMS = 1_000_000;

    private final Registry registry;
    private final Passwords passwords;
    private final Clocks clocks;

    PersonCalls(Registry registry, Passwords passwords, Clocks clocks) {
        this.registry = registry;
        this.passwords = passwords;
        this.clocks = clocks;
    }

    Reply users(HttpServerExchange exchange) {
        return list(registry.users().all());
    }

    private static Reply list(Collection<? extends Registered> all) {
        JsonWriter json = new JsonWriter().beginArray();
        all.forEach(one -> one.write(json.beginObject()).endObject());
        return Reply.json(200, json.endArray());
    }

    Reply addUser(HttpServerExchange exchange) throws IOException {
        Fields fields = JsonCall.fields(exchange, "name", "role", "password");
        Role role = Role.parse(fields.needText("role"));
        String hash = passwords.hash(Passwords.requireGood(fields.needText("password")));
        User user = registry.users().add(Gatekeeper.actor(exchange), fields.needText("name"), role, hash);
        return Reply.json(201, user.write(new JsonWriter().beginObject()).endObject());
    }

    Reply changeUser(HttpServerExchange exchange) throws IOException {
        Fields fields = JsonCall.fields(exchange, "role", "password", "disabled");
        User user = registry.users()
                .change(
                        Gatekeeper.actor(exchange),
                        JsonCall.parameter(exchange, "name"),
                        fields.text("role").map(Role::parse),
                        fields.text("password").map(Passwords::requireGood).map(passwords::hash),
                        fields.flag("disabled"));
        return Reply.json(200, user.write(new JsonWriter().beginObject()).endObject());
    }

    Reply removeUser(HttpServerExchange exchange) {
        registry.users().remove(Gatekeeper.actor(exchange), JsonCall.parameter(exchange, "name"));
        return Reply.nothing();
    }

    Reply tokens(HttpServerExchange exchange) {
        return list(registry.tokens().all());
    }

    Reply addToken(HttpServerExchange exchange) throws IOException {
        Fields fields = JsonCall.fields(exchange, "name", "scopes", "expiresIn");
        String name = fields.needText("name");
        String token = registry.tokens().add(Gatekeeper.actor(exchange), name, ApiToken.scopes(fields), until(fields));
        return shownOnce(name, "token", token);
    }

    private static Reply shownOnce(String name, String what, String secret) {
        return Reply.json(
                201,
                new JsonWriter()
                        .beginObject()
                        .name("name")
                        .value(name)
                        .name(what)
                        .value(secret)
                        .endObject());
    }

    /** When what is made ends, in µs since 1970. */
    private long until(Fields fields) {
        Optional<String> text = fields.text("expiresIn");
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            Duration duration = Duration.parse(text.get());
            if (!duration.isNegative() && !duration.isZero() && duration.toDays() <= 36_500) {
                return clocks.micros() + duration.toMillis() * 1_000;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new IllegalArgumentException("\"expiresIn\" is no ISO 8601 duration above 0 such as P365D");
    }

    Reply removeToken(HttpServerExchange exchange) {
        registry.tokens().remove(Gatekeeper.actor(exchange), JsonCall.parameter(exchange, "name"));
        return Reply.nothing();
    }

    Reply keys(HttpServerExchange exchange) {
        return list(registry.keys().all());
    }

    Reply addKey(HttpServerExchange exchange) throws IOException {
        Fields fields = JsonCall.fields(exchange, "name", "prefix", "tags", "claims", "expiresIn");
        String name = fields.needText("name");
        long claims = fields.integer("claims").orElse(1_000L);
        if (claims < 1 || claims > MOST_CLAIMS) {
            throw new IllegalArgumentException("\"claims\" must be 1 to " + MOST_CLAIMS);
        }
        String key = registry.keys()
                .add(
                        Gatekeeper.actor(exchange),
                        name,
                        fields.text("prefix").orElse(""),
                        new TreeSet<>(fields.texts("tags")),
                        claims,
                        until(fields));
        return shownOnce(name, "key", key);
    }

    Reply removeKey(HttpServerExchange exchange) {
        registry.keys().remove(Gatekeeper.actor(exchange), JsonCall.parameter(exchange, "name"));
        return Reply.nothing();
    }
}
