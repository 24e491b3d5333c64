package hub.admin;

import hub.http.Problem;
import hub.http.SmallBody;
import hub.protocol.DeviceId;
import hub.registry.Registry;
import hub.security.AccessTable;
import hub.security.Authenticator;
import hub.security.Gatekeeper;
import hub.security.Sessions;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls of the registry, and the pages for logging in. Who may make which stands in the table of access. */
public final class AdminApi implements AutoCloseable {

    private static final String REGISTRY = "/api/v1/registry/devices";
    private static final String DEVICE = REGISTRY + "/{device}";

    private final DeviceCalls devices;
    private final PersonCalls people;
    private final SessionCalls sessions;
    private final AuditCall audit;
    private final ClaimCall claim;
    private final PasswordGate gate;
    private final LoginPages logins;
    private final AccountPages accounts;
    private final Setup setup;
    private final String style = style();

    /**
     * All of them.
     *
     * @param heard whether a device has ever sent something
     * @param eraser erases what a device has sent; answers whether it could
     */
    public AdminApi(
            Gatekeeper gatekeeper,
            Authenticator authenticator,
            Sessions sessions,
            Registry registry,
            Predicate<DeviceId> heard,
            Predicate<DeviceId> eraser,
            Clocks clocks) {
        Passwords passwords = new Passwords();
        devices = new DeviceCalls(registry, clocks, heard, eraser);
        people = new PersonCalls(registry, passwords, clocks);
        this.sessions = new SessionCalls(registry, sessions, clocks);
        audit = new AuditCall(registry);
        claim = new ClaimCall(registry, gatekeeper, heard, clocks.nano());
        gate = new PasswordGate(clocks.nano());
        logins = new LoginPages(authenticator, registry, sessions, passwords, gate);
        accounts = new AccountPages(authenticator, registry, sessions, passwords, gate);
        setup = new Setup(authenticator, registry, passwords, clocks.nano());
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(AdminApi.class.getResourceAsStream("login.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the first admin can be made, with the key to it; empty if somebody is known. */
    public Optional<String> setupPath() {
        return setup.path();
    }

    /** Answers these calls and leaves all others to another handler. */
    public HttpHandler before(HttpHandler others) {
        RoutingHandler routes = new RoutingHandler(false);
        routes.setFallbackHandler(others);
        routes.setInvalidMethodHandler(AdminApi::refuseMethod);
        addPages(routes);
        addDevices(routes);
        addPeople(routes);
        return routes;
    }

    private static void refuseMethod(HttpServerExchange exchange) {
        String allowed = AccessTable.methods(exchange.getRequestPath());
        exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
        Problem.of(405, "this call takes " + allowed + " only").send(exchange);
    }

    private void addPages(RoutingHandler routes) {
        routes.get("/login", logins::show)
                .get("/login.css", this::sendStyle)
                .post("/login", new SmallBody(Form.MAX_BYTES, new BlockingHandler(logins::logIn)))
                .post("/logout", logins::logOut)
                .get("/setup", setup::show)
                .post("/setup", new SmallBody(Form.MAX_BYTES, new BlockingHandler(setup::make)))
                .get("/account", accounts::show)
                .post("/account", new SmallBody(Form.MAX_BYTES, new BlockingHandler(accounts::changeByPage)))
                .post(
                        "/api/v1/session/password",
                        new SmallBody(Form.MAX_BYTES, new BlockingHandler(accounts::changeByCall)))
                .post("/api/v1/claim", claim::handle)
                .get("/api/v1/session", call(sessions::session));
    }

    private void addDevices(RoutingHandler routes) {
        routes.get(REGISTRY, call(devices::list))
                .post(REGISTRY, call(devices::add))
                .post("/api/v1/registry/import", call(devices::importAll))
                .get(DEVICE, call(devices::get))
                .add("PATCH", DEVICE, call(devices::change))
                .delete(DEVICE, call(devices::remove))
                .post(DEVICE + "/rotate", call(devices::rotate))
                .post(DEVICE + "/revoke", call(devices::revoke));
    }

    private void addPeople(RoutingHandler routes) {
        routes.get("/api/v1/users", call(people::users))
                .post("/api/v1/users", call(people::addUser))
                .add("PATCH", "/api/v1/users/{name}", call(people::changeUser))
                .delete("/api/v1/users/{name}", call(people::removeUser))
                .get("/api/v1/tokens", call(people::tokens))
                .post("/api/v1/tokens", call(people::addToken))
                .delete("/api/v1/tokens/{name}", call(people::removeToken))
                .get("/api/v1/fleet-keys", call(people::keys))
                .post("/api/v1/fleet-keys", call(people::addKey))
                .delete("/api/v1/fleet-keys/{name}", call(people::removeKey))
                .get("/api/v1/sessions", call(sessions::all))
                .delete("/api/v1/sessions/{session}", call(sessions::end))
                .delete("/api/v1/users/{name}/sessions", call(sessions::endAllOf))
                .get("/api/v1/audit", call(audit::answer));
    }

    private static HttpHandler call(JsonCall call) {
        return call.handler();
    }

    private void sendStyle(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/css; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
        exchange.getResponseSender().send(style, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        gate.close();
    }
}
