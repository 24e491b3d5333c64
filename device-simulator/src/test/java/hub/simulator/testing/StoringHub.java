package hub.simulator.testing;

import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.HubMessage.ResumePoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A hub that stores, deduplicates, acknowledges and resumes as the protocol says; it can be killed and come back. */
public final class StoringHub implements AutoCloseable {

    /** What is durable, by device; survives {@link #restart}. */
    private final Map<String, List<ByteBuffer>> stored = new ConcurrentHashMap<>();

    private final Map<String, ResumePoint> durable = new ConcurrentHashMap<>();
    private final AtomicLong frames = new AtomicLong();
    private volatile MiniHub hub;

    /** Listens on a free port. */
    public StoringHub() throws IOException {
        this.hub = new MiniHub();
        serve(hub);
    }

    /** Where it listens, as long as it is not restarted. */
    public String url() {
        return hub.url();
    }

    /** How many frames it has stored. */
    public long frames() {
        return frames.get();
    }

    /** The frames of a device in the order in which they were stored. */
    public List<ReadingsFrame> of(String device) {
        List<ReadingsFrame> result = new ArrayList<>();
        for (ByteBuffer bytes : stored.getOrDefault(device, List.of())) {
            result.add(new Peer.Received.Binary(bytes).frame());
        }
        return result;
    }

    /** The devices that have stored something. */
    public Set<String> devices() {
        return stored.keySet();
    }

    /** Cuts everything, as kill -9 does, and comes back on the same port. */
    public void restart() throws IOException {
        int port = hub.port();
        hub.close();
        hub = new MiniHub(port);
        serve(hub);
    }

    @Override
    public void close() throws IOException {
        hub.close();
    }

    private void serve(MiniHub of) {
        of.serveAll(this::serve);
    }

    private void serve(Peer peer) {
        ResumePoint point = durable.get(peer.device());
        if (point == null) {
            peer.welcome();
        } else {
            peer.welcome(point);
        }
        try {
            for (Peer.Received next = peer.next(); !(next instanceof Peer.Received.End); next = peer.next()) {
                if (next instanceof Peer.Received.Binary binary) {
                    ReadingsFrame frame = binary.frame();
                    store(peer.device(), frame, binary.bytes());
                    if (peer.unread() == 0) {
                        peer.ack(frame.epoch(), frame.seq());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void store(String device, ReadingsFrame frame, ByteBuffer bytes) {
        ResumePoint point = durable.get(device);
        if (point != null && point.epoch() == frame.epoch() && frame.seq() <= point.seq()) {
            return;
        }
        durable.put(device, new ResumePoint(frame.epoch(), frame.seq()));
        frames.incrementAndGet();
        stored.computeIfAbsent(device, name -> new ArrayList<>()).add(bytes);
    }
}
