package hub.device;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Looks at every session again and again: one sweep for each IO thread, since a timer for each session costs more. */
final class HeartbeatSweeps {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatSweeps.class);
    private static final int SWEEPS_PER_HEARTBEAT = 20;

    private final long periodMillis;

    /** Each set is confined to its thread. */
    private final Map<XnioIoThread, Set<DeviceSession>> sessions = new ConcurrentHashMap<>();

    private final Set<XnioExecutor.Key> sweeps = ConcurrentHashMap.newKeySet();

    HeartbeatSweeps(DeviceOptions options) {
        this.periodMillis = Math.max(20, Math.min(1_000, options.heartbeat().toMillis() / SWEEPS_PER_HEARTBEAT));
    }

    /** On the session's thread. */
    void add(XnioIoThread thread, DeviceSession session) {
        sessions.computeIfAbsent(thread, this::startSweep).add(session);
    }

    /** On the session's thread. */
    void remove(XnioIoThread thread, DeviceSession session) {
        Set<DeviceSession> ofThread = sessions.get(thread);
        if (ofThread != null) {
            ofThread.remove(session);
        }
    }

    private Set<DeviceSession> startSweep(XnioIoThread thread) {
        Set<DeviceSession> ofThread = new HashSet<>();
        sweeps.add(thread.executeAtInterval(() -> sweep(ofThread), periodMillis, TimeUnit.MILLISECONDS));
        return ofThread;
    }

    /** Sweeps no more: a thread that ends would complain of what it is to do again. */
    void stop() {
        sweeps.forEach(XnioExecutor.Key::remove);
    }

    private static void sweep(Set<DeviceSession> ofThread) {
        for (DeviceSession session : List.copyOf(ofThread)) {
            try {
                session.sweep();
            } catch (RuntimeException e) {
                log.error("heartbeat of {} failed", session.device(), e);
            }
        }
    }
}
