package hub.security;

import hub.registry.Secrets;
import hub.time.NanoClock;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Who has logged in with a browser. In memory only: a restart of the hub ends all sessions. What a session may do is
 * looked up each time, so that a role that changes, or a user who goes, counts at once.
 */
public final class Sessions {

    /**
     * When sessions end.
     *
     * @param idle without a request and without an open live socket
     * @param most after the log-in, whatever happens
     */
    public record Limits(Duration idle, Duration most) {

        public static final Limits DEFAULT = new Limits(Duration.ofHours(12), Duration.ofDays(7));

        /** @throws IllegalArgumentException if one is below a second, or the first is above the second */
        public Limits {
            if (idle.compareTo(Duration.ofSeconds(1)) < 0 || idle.compareTo(most) > 0) {
                throw new IllegalArgumentException("sessions end after " + idle + " idle and " + most
                        + " in all: the first must be PT1S or more, and" + " not above the second");
            }
        }
    }

    private static final int ID_CHARACTERS = 16;
    private static final int MAX_BROWSER_CHARACTERS = 200;
    private static final int MAX_SESSIONS = 100_000;
    private static final int MAX_SESSIONS_OF_ONE = 50;
    private static final String COOKIE = "hub-session";

    /** Browsers take a cookie of this name only over TLS, for this host alone. */
    private static final String SECURE_COOKIE = "__Host-hub-session";

    private final NanoClock clock;
    private final Limits limits;
    private final Map<String, Session> byHash = new ConcurrentHashMap<>();

    public Sessions(NanoClock clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * A session, as it is told to whoever looks after them.
     *
     * @param id what it is called here; nothing can be done with it in a browser
     * @param name whose it is, as the log of changes has it
     * @param address from where it was opened
     * @param browser what the browser said of itself, at most 200 characters
     * @param age since it was opened
     * @param unused since its last request
     * @param own whether it is that of who asks
     */
    public record Told(
            String id, String name, String address, String browser, Duration age, Duration unused, boolean own) {}

    private static final class Session {

        private final Supplier<Optional<Principal>> whose;
        private final String id = Secrets.sha256(Secrets.token()).substring(0, ID_CHARACTERS);
        private final String address;
        private final String browser;
        private final String name;
        private final long openedNanos;
        private volatile long usedNanos;

        Session(Supplier<Optional<Principal>> whose, HttpServerExchange exchange, long nowNanos) {
            this.whose = whose;
            this.address = exchange.getSourceAddress().getAddress().getHostAddress();
            String agent = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
            this.browser = agent == null ? "" : agent.substring(0, Math.min(agent.length(), MAX_BROWSER_CHARACTERS));
            this.name = whose.get().map(Principal::name).orElse("");
            this.openedNanos = nowNanos;
            this.usedNanos = nowNanos;
        }
    }

    /**
     * Opens a session and gives its browser the cookie.
     *
     * @param whose who it is now; empty once that is over
     */
    public void open(HttpServerExchange exchange, Supplier<Optional<Principal>> whose) {
        tidy();
        hash(exchange).ifPresent(byHash::remove);
        whose.get().ifPresent(principal -> endOldestOf(principal.name()));
        if (byHash.size() >= MAX_SESSIONS) {
            throw new IllegalStateException("there are as many sessions as there may be");
        }
        String id = Secrets.token();
        byHash.put(Secrets.sha256(id), new Session(whose, exchange, clock.nanos()));
        exchange.setResponseCookie(cookie(exchange, id));
    }

    /** Somebody who logs in again and again must not take everybody else's room. */
    private void endOldestOf(String name) {
        List<Map.Entry<String, Session>> own = byHash.entrySet().stream()
                .filter(entry -> entry.getValue().name.equals(name))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().openedNanos))
                .toList();
        for (int i = 0; i <= own.size() - MAX_SESSIONS_OF_ONE; i++) {
            byHash.remove(own.get(i).getKey());
        }
    }

    private static Cookie cookie(HttpServerExchange exchange, String value) {
        return new CookieImpl(name(exchange), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(isSecure(exchange))
                .setSameSiteMode("Strict");
    }

    private static boolean isSecure(HttpServerExchange exchange) {
        return exchange.getRequestScheme().equals("https");
    }

    private static String name(HttpServerExchange exchange) {
        return isSecure(exchange) ? SECURE_COOKIE : COOKIE;
    }

    /** Who has the session of a request, if it has one that goes on. */
    public Optional<Principal> find(HttpServerExchange exchange) {
        return hash(exchange).flatMap(this::find);
    }

    private static Optional<String> hash(HttpServerExchange exchange) {
        Cookie cookie = exchange.getRequestCookie(name(exchange));
        return cookie == null ? Optional.empty() : Optional.of(Secrets.sha256(cookie.getValue()));
    }

    /** Whether a request shows a session, whatever became of it. */
    static boolean isShown(HttpServerExchange exchange) {
        return hash(exchange).isPresent();
    }

    private Optional<Principal> find(String hash) {
        Session session = byHash.get(hash);
        if (session == null) {
            return Optional.empty();
        }
        Optional<Principal> whose = isOver(session) ? Optional.empty() : session.whose.get();
        if (whose.isEmpty()) {
            byHash.remove(hash, session);
            return Optional.empty();
        }
        session.usedNanos = clock.nanos();
        return whose.map(principal ->
                new Principal(principal.name(), principal.permissions(), () -> isStill(hash, principal), true));
    }

    /** What was opened with other rights than those of now is over, too. */
    private boolean isStill(String hash, Principal principal) {
        return find(hash)
                .filter(now -> now.permissions().equals(principal.permissions()))
                .isPresent();
    }

    private boolean isOver(Session session) {
        long now = clock.nanos();
        return now - session.usedNanos > limits.idle().toNanos()
                || now - session.openedNanos > limits.most().toNanos();
    }

    /**
     * All that go on, the newest first.
     *
     * @param exchange of who asks
     */
    public List<Told> all(HttpServerExchange exchange) {
        String own = hash(exchange).orElse("");
        return byHash.entrySet().stream()
                .filter(entry -> !isOver(entry.getValue())
                        && entry.getValue().whose.get().isPresent())
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().openedNanos))
                .map(entry -> told(entry.getValue(), entry.getKey().equals(own)))
                .toList();
    }

    private Told told(Session session, boolean own) {
        long now = clock.nanos();
        return new Told(
                session.id,
                session.name,
                session.address,
                session.browser,
                Duration.ofNanos(now - session.openedNanos),
                Duration.ofNanos(Math.max(0, now - session.usedNanos)),
                own);
    }

    /**
     * Ends a session; its live sockets close within a second.
     *
     * @return whose it was; empty if there is none of that id
     */
    public Optional<String> end(String id) {
        Optional<Map.Entry<String, Session>> found = byHash.entrySet().stream()
                .filter(entry -> entry.getValue().id.equals(id))
                .findFirst();
        return found.filter(entry -> byHash.remove(entry.getKey(), entry.getValue()))
                .map(entry -> entry.getValue().name);
    }

    /**
     * Ends all sessions of one.
     *
     * @param name as the log of changes has it
     * @return how many there were
     */
    public int endAllOf(String name) {
        int before = byHash.size();
        byHash.values().removeIf(session -> session.name.equals(name));
        return Math.max(0, before - byHash.size());
    }

    /** Ends the session of a request, and has its browser forget it. */
    public void end(HttpServerExchange exchange) {
        hash(exchange).ifPresent(byHash::remove);
        exchange.setResponseCookie(cookie(exchange, "").setMaxAge(0));
    }

    /** Forgets what is over. To be called now and then. */
    public void tidy() {
        byHash.values().removeIf(this::isOver);
    }
}
