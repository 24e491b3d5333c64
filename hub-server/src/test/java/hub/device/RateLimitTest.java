package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that sends too fast is read from more slowly, then sent away; what it sent is taken all the same. */
class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path data;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5 * SECOND); // The clock may wrap.

    private RateMeter meter(long readings, long bytes) {
        return new RateMeter(new RateLimit(readings, bytes), now::get);
    }

    @Test
    void aBurstIsFreeAndTheRateHoldsFromThenOn() {
        RateMeter meter = meter(100, 0);
        meter.take(500, 1_000_000);
        assertThat(meter.waitNanos()).isLessThanOrEqualTo(0);
        meter.take(100, 0);
        assertThat(meter.waitNanos()).isEqualTo(SECOND);
        now.addAndGet(SECOND);
        assertThat(meter.waitNanos()).isZero();
        meter.take(50, 0);
        assertThat(meter.waitNanos()).isEqualTo(SECOND / 2);
        now.addAndGet(3_600 * SECOND);
        meter.take(500, 0); // An hour of silence saves no more than a burst.
        assertThat(meter.waitNanos()).isZero();
        meter.take(1, 0);
        assertThat(meter.waitNanos()).isPositive();
    }

    @Test
    void bytesCountByThemselves() {
        RateMeter meter = meter(0, 1_000);
        meter.take(1_000_000, 5_000);
        assertThat(meter.waitNanos()).isZero();
        meter.take(0, 2_000);
        assertThat(meter.waitNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void patienceEndsAfterAMinuteWithoutAPause() {
        RateMeter meter = meter(100, 0);
        meter.take(600, 0);
        for (int second = 0; second < 60; second++) {
            assertThat(meter.isOverForTooLong()).isFalse();
            now.addAndGet(SECOND);
            meter.take(100, 0);
        }
        now.addAndGet(SECOND);
        meter.take(100, 0);
        assertThat(meter.isOverForTooLong()).isTrue();
        now.addAndGet(10 * SECOND);
        meter.take(1, 0);
        assertThat(meter.isOverForTooLong()).isFalse();
    }

    @Test
    void aLimitSlowsADeviceAndThenSendsItAway() {
        RateLimit limit = new RateLimit(10, 0);
        try (TestHub hub = TestHub.start(data, settings -> settings.withRate(limit))) {
            Peer fast = hub.welcomed("fast");
            for (int seq = 1; seq <= 55; seq++) {
                fast.sendBinary(Frames.at(1, seq));
            }
            fast.awaitAck(1, 55); // The last ones came with the burst, or half a second after it.
            Peer slow = hub.welcomed("slow");
            slow.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            for (int seq = 56; seq <= 63; seq++) {
                fast.sendBinary(Frames.at(1, seq)).awaitAck(1, seq);
            }
            hub.clocks.advance(Duration.ofMinutes(2));
            for (int seq = 64; seq <= 120; seq++) {
                fast.sendBinary(Frames.at(1, seq));
            }
            fast.awaitAck(1, 114); // Two minutes of silence forgive.
            assertThat(hub.readings("?device=fast")).hasSizeGreaterThanOrEqualTo(114);
        }
    }

    @Test
    void whoIsOverForTooLongHearsWhy() {
        RateLimit limit = new RateLimit(100, 0);
        try (TestHub hub = TestHub.start(data, settings -> settings.withRate(limit))) {
            Peer peer = hub.welcomed("A");
            peer.sendBinary(Frames.many(1, 1, 0, 501)).awaitAck(1, 1);
            for (int seq = 2; seq <= 55; seq++) {
                hub.clocks.advance(Duration.ofSeconds(1));
                peer.sendBinary(Frames.many(1, seq, 0, 100)).awaitAck(1, seq);
            }
            hub.clocks.advance(Duration.ofSeconds(2));
            peer.sendBinary(Frames.many(1, 56, 0, 200)).awaitAck(1, 56);
            hub.clocks.advance(Duration.ofSeconds(2)); // Less than half a burst is no pause to speak of.
            peer.sendBinary(Frames.many(1, 57, 0, 200)).awaitAck(1, 57);
            hub.clocks.advance(Duration.ofSeconds(2));
            peer.sendBinary(Frames.many(1, 58, 0, 200));
            assertThat(Json.text(peer.awaitText("error"), "code")).isEqualTo("rate-limited");
            assertThat(peer.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void anAddressHasSoManyConnectionsAtMost() throws IOException {
        try (TestHub hub = TestHub.start(data, settings -> settings.withMostFromAnAddress(2))) {
            hub.welcomed("A");
            Peer second = hub.welcomed("B");
            List<String> head = new ArrayList<>(RawHttp.upgrade(hub.address()));
            RawHttp.Answer refused = RawHttp.head(RawHttp.send(hub.address(), "GET /ws/devices/C HTTP/1.1", head)
                    .getInputStream());
            assertThat(refused.status()).isEqualTo(503);
            second.close();
            await().until(() -> RawHttp.head(RawHttp.send(hub.address(), "GET /ws/devices/C HTTP/1.1", head)
                                    .getInputStream())
                            .status()
                    == 101);
        }
    }
}
