package hub.device;

import hub.command.CommandBook;
import hub.device.Reconnects.Verdict;
import hub.entry.Entry;
import hub.http.Problem;
import hub.ingest.AppliedListener;
import hub.ingest.DeviceLedger;
import hub.ingest.Ingest;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.security.Credentials;
import hub.security.Gatekeeper;
import hub.socket.Socket;
import hub.socket.SocketLimits;
import hub.socket.Upgrade;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** Where devices connect: {@code /ws/devices/{deviceId}}. */
public final class DeviceEndpoint implements HttpHandler, AppliedListener {

    private static final String SUBPROTOCOL = "v1.readings.telemetry-hub";
    private static final Set<String> KNOWN_SUBPROTOCOLS = Set.of(SUBPROTOCOL, "arduino");
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final int ROUNDS_BETWEEN_LOOKS = 20;

    private final Gatekeeper gatekeeper;
    private volatile DeviceServices services;
    private final HeartbeatSweeps sweeps;
    private final Set<DeviceSession> sessions = ConcurrentHashMap.newKeySet();
    private final ConnectionsByAddress byAddress = new ConnectionsByAddress();
    private final Reconnects reconnects;
    private final SocketLimits limits;
    private volatile boolean stopping;
    private long lookedAtVersion;
    private int rounds;

    public DeviceEndpoint(
            Gatekeeper gatekeeper,
            ReadingStore store,
            Ingest ingest,
            Presence presence,
            CommandBook commands,
            Clocks clocks,
            DeviceOptions options) {
        this.gatekeeper = gatekeeper;
        this.services = new DeviceServices(ingest, presence, commands, new Profiles(store.devices()), clocks, options);
        this.sweeps = new HeartbeatSweeps(options);
        this.reconnects = new Reconnects(clocks.nano());
        this.limits = options.limits();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String name = exchange.getRelativePath().replaceFirst("^/", "");
        Optional<DeviceId> device = DeviceId.parse(name);
        if (device.isEmpty()) {
            Problem.of(400, "a device id is 1 to 64 characters of A-Z a-z 0-9 . _ : -")
                    .send(exchange);
            return;
        }
        List<String> offered = Upgrade.offered(exchange);
        Optional<Problem> problem = gatekeeper
                .refuseDevice(exchange, device.get(), offered)
                .or(() -> Upgrade.check(exchange))
                .or(() -> checkSubprotocols(offered))
                .or(() -> checkRoom(exchange))
                .or(() -> checkPace(exchange, device.get()));
        Optional<DeviceLedger> ledger =
                problem.isPresent() ? Optional.empty() : services.ingest().ledger(device.get());
        if (ledger.isPresent()) {
            Optional<String> echoed = offered.contains(SUBPROTOCOL) ? Optional.of(SUBPROTOCOL) : Optional.empty();
            BooleanSupplier good = gatekeeper.stillGood(exchange, device.get(), offered);
            Upgrade.accept(exchange, echoed, (connection, peer) -> open(connection, peer, ledger.get(), good));
        } else {
            problem.orElseGet(() -> Problem.of(503, "the hub remembers as many devices as it may"))
                    .send(exchange);
        }
    }

    private static Optional<Problem> checkSubprotocols(List<String> offered) {
        List<String> real = offered.stream()
                .filter(name -> !name.startsWith(Credentials.SUBPROTOCOL_PREFIX))
                .toList();
        boolean fine = offered.isEmpty() || real.stream().anyMatch(KNOWN_SUBPROTOCOLS::contains);
        return fine
                ? Optional.empty()
                : Optional.of(Problem.of(
                        400, "none of the offered subprotocols is known; known are arduino, " + SUBPROTOCOL));
    }

    private Optional<Problem> checkRoom(HttpServerExchange exchange) {
        Optional<Problem> problem = Optional.empty();
        if (stopping) {
            problem = Optional.of(Problem.of(503, "the hub is stopping"));
        } else if (services.ingest().failure().isPresent()) {
            problem = Optional.of(Problem.of(503, "the hub cannot store readings"));
        } else if (sessions.size() >= services.options().maxConnections()) {
            problem = Optional.of(Problem.of(503, "the hub has as many connections as it may"));
        } else if (byAddress.count(exchange.getSourceAddress().getAddress())
                >= services.options().maxConnectionsPerAddress()) {
            problem = Optional.of(Problem.of(503, "there are as many connections from this address as there may be"));
        }
        if (problem.isPresent()) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return problem;
    }

    private Optional<Problem> checkPace(HttpServerExchange exchange, DeviceId device) {
        Verdict verdict = reconnects.connect(device);
        if (verdict == Verdict.FINE) {
            return Optional.empty();
        }
        if (verdict == Verdict.BEGINS_TO_FLAP) {
            services.presence()
                    .flaps(device, "more than " + Reconnects.BURST + " connections, faster than one a second");
        }
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Reconnects.RETRY_AFTER_SECONDS);
        return Optional.of(Problem.of(503, "device " + device + " connects too often; come back later"));
    }

    /** A device that is erased has to say anew what it is. */
    @Override
    public void applied(List<AppliedEntry> entries) {
        for (AppliedEntry applied : entries) {
            if (applied.entry() instanceof Entry.Erasure erasure) {
                services.profiles().remove(erasure.device());
            }
        }
    }

    /** Devices that connect from now on are treated so. */
    public void use(DeviceOptions options) {
        services = services.with(options);
    }

    /** Ends what goes on by itself. */
    public void close() {
        sweeps.stop();
    }

    /** Forgets what is over. To be called now and then. */
    public void tidy() {
        reconnects.forget();
    }

    private void open(StreamConnection connection, InetSocketAddress peer, DeviceLedger ledger, BooleanSupplier good) {
        if (stopping) {
            IoUtils.safeClose(connection);
            return;
        }
        InetAddress address = peer.getAddress();
        DeviceSession[] opened = new DeviceSession[1];
        Socket.open(connection, peer, limits, services.clocks().nano(), socket -> {
            DeviceSession session =
                    new DeviceSession(socket, ledger, services, good, () -> forget(socket, opened[0], address));
            opened[0] = session;
            return session;
        });
        DeviceSession session = opened[0];
        sessions.add(session);
        byAddress.add(address);
        sweeps.add(connection.getIoThread(), session);
        session.begin();
    }

    private void forget(Socket socket, DeviceSession session, InetAddress address) {
        sessions.remove(session);
        byAddress.remove(address);
        sweeps.remove(socket.ioThread(), session);
    }

    /** Closes the connections of devices whose token has ended. To be called again and again. */
    public void closeEnded() {
        long version = gatekeeper.version();
        // All are looked at now and then, since a token may also end with its time.
        if (version != lookedAtVersion || ++rounds % ROUNDS_BETWEEN_LOOKS == 0) {
            lookedAtVersion = version;
            sessions.forEach(DeviceSession::closeIfEnded);
        }
    }

    /** How many devices are connected. */
    public int connections() {
        return sessions.size();
    }

    /**
     * Takes no more devices and no more frames; those accepted are still acknowledged.
     *
     * @return when it is so: until then an IO thread may be in the middle of what it has read
     */
    public CompletableFuture<Void> stopReading() {
        stopping = true;
        return CompletableFuture.allOf(sessions.stream()
                .map(session -> CompletableFuture.runAsync(session::stopReading, session.thread()))
                .toArray(CompletableFuture[]::new));
    }

    /** Sends what is to be acknowledged and ends every connection. */
    public void leave(boolean withClose) {
        sessions.forEach(session -> session.thread().execute(() -> session.leave(withClose)));
    }
}
