package hub.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.entry.Entry;
import hub.entry.Event;
import hub.ingest.Ingest;
import hub.ingest.IngestLimits;
import hub.journal.FileJournal;
import hub.journal.JournalOptions;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.registry.PublishedStore;
import hub.registry.Registry;
import hub.security.AccessOptions;
import hub.security.Authenticator;
import hub.security.Gatekeeper;
import hub.security.Guard;
import hub.security.Sessions;
import hub.security.TokenFile;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import hub.testing.Json;
import hub.testing.Peer;
import hub.time.Clocks;
import io.undertow.Undertow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that takes its time over the snapshot of one viewer does not keep the others waiting. */
class SlowQuestionTest {

    private static final Clocks CLOCKS = Clocks.system();
    private static final LiveOptions OPTIONS = new LiveOptions(Duration.ofMillis(20), 20);

    @TempDir
    Path data;

    private volatile String slow = "";
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    /** The real store, but that one question of it waits until the gate opens. */
    private ReadingStore slowed(ReadingStore store) {
        return (ReadingStore) Proxy.newProxyInstance(
                ReadingStore.class.getClassLoader(),
                new Class<?>[] {ReadingStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(slow)) {
                        waiting.add(Thread.currentThread().getName());
                        gate.await();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"fleet, devices, devices", "events, events, events"})
    void deltasOfOthersGoOnMeanwhile(String mode, String question, String answer) {
        FileJournal journal = FileJournal.open(
                data.resolve("journal"), JournalOptions.defaults().withSegmentBytes(1 << 20));
        ReadingStore store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000));
        Ingest ingest = new Ingest(journal, store, CLOCKS, IngestLimits.DEFAULT);
        Presence presence = new Presence(ingest, CLOCKS, List.of(), List::of);
        Registry registry = Registry.open(data.resolve("registry"), CLOCKS::micros);
        ReadingStore slowed = slowed(store);
        LiveFeed feed = new LiveFeed(
                slowed,
                new PublishedStore(slowed, registry.devices(), true),
                presence,
                CLOCKS,
                OPTIONS,
                Duration.ofSeconds(30),
                registry.devices(),
                SlowQuestionTest::noReport);
        ingest.addListener(presence);
        ingest.addListener(feed);
        feed.start();
        ingest.start();
        TokenFile tokens = TokenFile.read(data.resolve("tokens"));
        Sessions sessions = new Sessions(CLOCKS.nano(), AccessOptions.DEFAULT.sessions());
        Gatekeeper gatekeeper =
                new Gatekeeper(new Authenticator(true, false, tokens, registry, sessions), tokens, registry);
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new Guard(new LiveEndpoint(feed, CLOCKS, OPTIONS), gatekeeper))
                .build();
        server.start();
        try (Peer quick = viewer(server, "events");
                Peer list = viewer(server, "fleet")) {
            quick.awaitText("events");
            list.awaitText("devices");
            slow = question;
            try (Peer late = viewer(server, mode)) {
                await().until(() -> !waiting.isEmpty());
                ingest.record(happened("A", Event.Type.ONLINE));
                assertThat(Json.text(
                                Json.array(quick.awaitText("events"), "events").get(0), "device"))
                        .isEqualTo("A");
                assertThat(Json.text(
                                Json.array(list.awaitText("devices"), "devices").get(0), "id"))
                        .isEqualTo("A");
                assertThat(waiting).containsExactly("hub-live-query");
                ingest.record(happened("B", Event.Type.ONLINE));
                quick.awaitText("events");
                gate.countDown();
                assertThat(Json.array(late.awaitText(answer), answer))
                        .as("what was stored meanwhile is not missing")
                        .extracting(one -> Json.text(one, mode.equals("fleet") ? "id" : "device"))
                        .containsExactly("A", "B");
            }
        } finally {
            gate.countDown();
            server.stop();
            journal.close();
            ingest.close();
            feed.close();
            store.close();
            registry.close();
        }
    }

    private static Entry happened(String device, Event.Type type) {
        return new Entry.Occurrence(
                new Event(CLOCKS.micros(), Optional.of(new DeviceId(device)), type, "", "for a test"));
    }

    private static Peer viewer(Undertow server, String mode) {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        Peer viewer = Peer.open(URI.create("http://127.0.0.1:" + address.getPort() + "/"), "/ws/live");
        viewer.sendText("{\"type\":\"subscribe\",\"id\":1,\"mode\":\"" + mode + "\"}");
        viewer.takeText("welcome");
        viewer.takeText("subscribed");
        return viewer;
    }

    private static FleetReport noReport() {
        return new FleetReport(0, 0, 0, 0, 0, 0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), 0);
    }
}
