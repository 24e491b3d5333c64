package hub.admin;

import hub.admin.JsonCall.Reply;
import hub.json.JsonWriter;
import hub.protocol.Timestamps;
import hub.registry.Permission;
import hub.registry.Registry;
import hub.registry.RegistryException;
import hub.registry.RegistryException.Reason;
import hub.registry.User;
import hub.security.Gatekeeper;
import hub.security.Principal;
import hub.security.Sessions;
import hub.time.Clocks;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Who the caller is, and which browsers are logged in. */
final class SessionCalls {

    private final Registry registry;
    private final Sessions sessions;
    private final Clocks clocks;

    SessionCalls(Registry registry, Sessions sessions, Clocks clocks) {
        this.registry = registry;
        this.sessions = sessions;
        this.clocks = clocks;
    }

    /** Who the caller is, and what it may do. */
    Reply session(HttpServerExchange exchange) {
        Principal principal = Gatekeeper.principal(exchange).orElseThrow();
        JsonWriter json = new JsonWriter().beginObject().name("name").value(principal.name());
        json.name("role")
                .value(principal
                        .user()
                        .flatMap(registry.users()::find)
                        .map(user -> user.role().word())
                        .orElse(null));
        json.name("session").value(principal.ofBrowser()).name("permissions").beginArray();
        for (Permission permission : Permission.values()) {
            if (principal.may(permission)) {
                json.value(permission.word());
            }
        }
        return Reply.json(200, json.endArray().endObject());
    }

    /** All sessions, the newest first. */
    Reply all(HttpServerExchange exchange) {
        Instant now = Timestamps.instant(clocks.micros());
        JsonWriter json = new JsonWriter().beginArray();
        for (Sessions.Told told : sessions.all(exchange)) {
            json.beginObject().name("id").value(told.id()).name("name").value(told.name());
            json.name("address").value(told.address()).name("browser").value(told.browser());
            json.name("opened").value(ago(now, told.age()));
            json.name("used").value(ago(now, told.unused()));
            json.name("own").value(told.own()).endObject();
        }
        return Reply.json(200, json.endArray());
    }

    private static String ago(Instant now, Duration span) {
        return now.minus(span).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** First ended, then noted: a full disk must not keep a stranger in. */
    Reply end(HttpServerExchange exchange) {
        String name = sessions.end(JsonCall.parameter(exchange, "session"))
                .orElseThrow(() -> new RegistryException(Reason.UNKNOWN, "there is no such session any more"));
        registry.note(Gatekeeper.actor(exchange), "end", "session", name);
        return Reply.nothing();
    }

    /** Of a user, who may log in again. */
    Reply endAllOf(HttpServerExchange exchange) {
        User user = registry.users()
                .find(JsonCall.parameter(exchange, "name"))
                .orElseThrow(() -> new RegistryException(Reason.UNKNOWN, "there is no such user"));
        String name = Principal.ofUser(user.name());
        if (sessions.endAllOf(name) > 0) {
            registry.note(Gatekeeper.actor(exchange), "end all", "session", name);
        }
        return Reply.nothing();
    }
}
