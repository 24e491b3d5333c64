package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.command.CommandBook;
import hub.ingest.Ingest;
import hub.ingest.IngestLimits;
import hub.journal.FileJournal;
import hub.journal.JournalOptions;
import hub.presence.Presence;
import hub.protocol.frame.Ack;
import hub.registry.Registry;
import hub.security.Authenticator;
import hub.security.Gatekeeper;
import hub.security.Sessions;
import hub.security.TokenFile;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import hub.testing.BreakableJournal;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.time.Clocks;
import hub.time.PeriodicTasks;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is acknowledged before it is on disk, and nothing at all once the disk has failed. */
class DurableFirstTest {

    @TempDir
    Path data;

    private interface Body {
        void run(URI hub, BreakableJournal journal, DeviceEndpoint devices);
    }

    /** The devices' part of a hub, over a journal that can be held up. */
    private void with(Body body) {
        BreakableJournal journal =
                new BreakableJournal(FileJournal.open(data.resolve("journal"), JournalOptions.defaults()));
        Clocks clocks = Clocks.system();
        try (H2ReadingStore store = H2ReadingStore.open(
                        data.resolve("hub"), StoreOptions.foldingAt(1_000_000).withRoom(1));
                Ingest ingest = new Ingest(journal, store, clocks, IngestLimits.DEFAULT);
                Registry registry = Registry.open(data.resolve("registry"), clocks::micros);
                PeriodicTasks periodic = PeriodicTasks.start("hub-periodic")) {
            TokenFile tokens = TokenFile.read(data.resolve("tokens"));
            Sessions sessions = new Sessions(clocks.nano(), Sessions.Limits.DEFAULT);
            ingest.start();
            periodic.every(Duration.ofMillis(10), "journal", ingest::goOnIfPossible);
            DeviceEndpoint devices = new DeviceEndpoint(
                    new Gatekeeper(new Authenticator(true, false, tokens, registry, sessions), tokens, registry),
                    store,
                    ingest,
                    new Presence(ingest, clocks, store.devices(), List::of),
                    new CommandBook(ingest, store, clocks),
                    clocks,
                    new DeviceOptions(
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(10),
                            65_536,
                            Duration.ofMinutes(1),
                            10,
                            10,
                            RateLimit.NONE));
            Undertow server = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setHandler(new PathHandler().addPrefixPath("/ws/devices", devices))
                    .build();
            server.start();
            try {
                InetSocketAddress bound =
                        (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
                body.run(URI.create("http://127.0.0.1:" + bound.getPort()), journal, devices);
            } finally {
                server.stop();
                journal.close();
            }
        }
    }

    private static Peer welcomed(URI hub) {
        Peer device = Peer.open(hub, "/ws/devices/A");
        device.takeText("welcome");
        return device;
    }

    @Test
    void anAcknowledgementGoesAsFarAsTheDiskAndNoFurther() {
        with((hub, journal, devices) -> {
            Peer device = welcomed(hub);
            journal.hold();
            device.sendRaw(Frames.wire(1, 1, 10));
            await().until(() -> journal.held() == 10);
            device.ping(new byte[] {1}).takePong();
            assertThat(device.drain()).isEmpty();
            journal.release(3);
            assertThat(acknowledgedUpTo(device, 3)).isEqualTo(3);
            // A duplicate of what is not durable yet says nothing of it.
            device.sendBinary(Frames.at(1, 7));
            assertThat(device.takeAck()).isEqualTo(new Ack(1, 3));
            journal.release(7);
            assertThat(acknowledgedUpTo(device, 10)).isEqualTo(10);
        });
    }

    private static long acknowledgedUpTo(Peer device, long expected) {
        long seq = 0;
        while (seq < expected) {
            seq = device.takeAck().seq();
        }
        return seq;
    }

    @Test
    void aNewConnectionIsWelcomedOnlyBehindWhatIsOnItsWay() {
        with((hub, journal, devices) -> {
            Peer old = welcomed(hub);
            journal.hold();
            old.sendRaw(Frames.wire(1, 1, 5));
            await().until(() -> journal.held() == 5);
            Peer next = Peer.open(hub, "/ws/devices/A");
            next.sendRaw(Frames.wire(1, 4, 3));
            assertThat(old.awaitClose()).isEqualTo(4409);
            // The five frames, and that the device was replaced and is online.
            await().until(() -> journal.held() == 7);
            assertThat(next.drain()).isEmpty();
            journal.release(7);
            assertThat(next.takeText("welcome").toString()).contains("5");
            await().until(() -> journal.held() == 1);
            journal.release(1);
            assertThat(acknowledgedUpTo(next, 6)).isEqualTo(6);
        });
    }

    @Test
    void moreEpochsOnTheirWayThanAreRememberedAreAllAcknowledged() {
        with((hub, journal, devices) -> {
            Peer device = welcomed(hub);
            journal.hold();
            for (int epoch = 1; epoch <= 200; epoch++) {
                device.sendRaw(Frames.wire(epoch, 1, 1));
            }
            await().until(() -> journal.held() == 200);
            journal.release(1);
            assertThat(device.takeAck()).isEqualTo(new Ack(1, 1));
            journal.release(199);
            Set<Long> acknowledged = new HashSet<>();
            while (acknowledged.size() < 199) {
                acknowledged.add(device.takeAck().epoch());
            }
        });
    }

    @Test
    void whoStopsReadingDoesNotBeginAgainWhenSomethingBecomesDurable() {
        with((hub, journal, devices) -> {
            Peer device = welcomed(hub);
            journal.hold();
            device.sendRaw(Frames.wire(1, 1, 3));
            await().until(() -> journal.held() == 3);
            devices.stopReading().join();
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            device.sendRaw(Frames.wire(1, 4, 3));
            journal.release(3);
            assertThat(acknowledgedUpTo(device, 3)).isEqualTo(3);
            await().during(Duration.ofMillis(300)).until(() -> journal.held() == 0);
        });
    }

    @Test
    void whenTheDiskIsFullNothingIsAcknowledgedAndDevicesAreDroppedWithoutACloseUntilThereIsSpace() {
        with((hub, journal, devices) -> {
            Peer device = welcomed(hub);
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            journal.hold();
            device.sendRaw(Frames.wire(1, 2, 5));
            await().until(() -> journal.held() == 5);
            journal.breakDown();
            assertThat(device.take()).isInstanceOf(Peer.Received.End.class);
            assertThat(RawHttp.ask(hub, "GET /ws/devices/A HTTP/1.1", RawHttp.upgrade(hub))
                            .status())
                    .isEqualTo(503);
            journal.repair();
            await().until(() -> RawHttp.ask(hub, "GET /ws/devices/B HTTP/1.1", RawHttp.upgrade(hub))
                            .status()
                    == 101);
            Peer again = Peer.open(hub, "/ws/devices/A");
            assertThat(again.takeText("welcome").toString())
                    .contains("epoch=JsonNumber[text=1], seq=JsonNumber[text=1]");
            again.sendRaw(Frames.wire(1, 2, 5));
            assertThat(acknowledgedUpTo(again, 6)).isEqualTo(6);
        });
    }
}
