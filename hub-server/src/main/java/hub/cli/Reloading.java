package hub.cli;

import hub.Hub;
import hub.HubConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration of a running hub anew, and gives it what it can take. A configuration that makes no sense is
 * refused as a whole; the old values go on.
 */
final class Reloading {

    private static final Logger log = LoggerFactory.getLogger(Reloading.class);

    private final Hub hub;
    private final Map<String, String> environment;
    private final List<String> flags;
    private Map<String, String> inForce;

    /** @param flags what stands behind {@code serve} */
    Reloading(Hub hub, Map<String, String> environment, List<String> flags) {
        this.hub = hub;
        this.environment = environment;
        this.flags = flags;
        this.inForce = values(ServeLine.read(environment, flags));
    }

    /** Reads it, and says in the log what came of it. */
    synchronized void reload() {
        ServeLine read;
        HubConfig config;
        try {
            read = ServeLine.read(environment, flags);
            config = read.config();
        } catch (IllegalArgumentException e) {
            log.error("the configuration is refused, the old values go on: {}", e.getMessage());
            hub.refuseReload(String.valueOf(e.getMessage()));
            return;
        }
        hub.reload(config);
        read.applyLog();
        Map<String, String> now = values(read);
        TreeSet<String> later = new TreeSet<>();
        now.forEach((key, value) -> {
            if (!Objects.equals(inForce.get(key), value)) {
                if (ServeLine.RELOADED.contains(key)) {
                    log.info("configuration: {} is now {}, was {}", key, value, inForce.get(key));
                    inForce.put(key, value);
                } else {
                    later.add(key);
                }
            }
        });
        log.info("configuration read anew");
        if (!later.isEmpty()) {
            log.warn("configuration: these have changed and are taken at the next start only: {}", later);
        }
    }

    private static Map<String, String> values(ServeLine line) {
        Map<String, String> values = new TreeMap<>();
        for (EffectiveOption option : line.options()) {
            values.put(option.key(), Objects.requireNonNullElse(option.shown(), ""));
        }
        return values;
    }
}
