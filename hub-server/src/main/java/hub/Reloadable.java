package hub;

import hub.history.HistoryOptions;
import hub.live.LiveOptions;
import io.undertow.server.HttpHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a running hub whose configuration may change: calls and viewers that come from then on meet the new one,
 * and those under way end as they began.
 */
final class Reloadable {

    private final Function<HistoryOptions, HttpHandler> toHistory;
    private final Function<LiveOptions, HttpHandler> toViewers;
    private volatile HttpHandler history;
    private volatile HttpHandler viewers;
    private volatile @Nullable String refusal;
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Reloadable(
            HubConfig config,
            Function<HistoryOptions, HttpHandler> toHistory,
            Function<LiveOptions, HttpHandler> toViewers) {
        this.toHistory = toHistory;
        this.toViewers = toViewers;
        this.history = toHistory.apply(config.history());
        this.viewers = toViewers.apply(config.live());
    }

    void apply(HubConfig config) {
        history = toHistory.apply(config.history());
        viewers = toViewers.apply(config.live());
        refusal = null;
        applied.incrementAndGet();
    }

    void refuse(String cause) {
        refusal = cause;
        refused.incrementAndGet();
    }

    HttpHandler history() {
        return exchange -> history.handleRequest(exchange);
    }

    HttpHandler viewers() {
        return exchange -> viewers.handleRequest(exchange);
    }

    /** Why the configuration that was read last is not in force; empty if it is. */
    Optional<String> warning() {
        return Optional.ofNullable(refusal)
                .map(cause -> "what was read last is refused, the values before it go on: " + cause);
    }

    /** How often a new configuration was read, by what became of it. */
    Map<String, Long> outcomes() {
        return Map.of("applied", applied.get(), "refused", refused.get());
    }
}
