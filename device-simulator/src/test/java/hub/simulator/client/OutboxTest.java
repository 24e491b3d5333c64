package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox(4, 8);
    private final List<Long> settled = new ArrayList<>();

    @Test
    void sendsNoMoreThanTheWindow() {
        offer(1, 6);

        assertThat(sendAll()).containsExactly(1L, 2L, 3L, 4L);
        outbox.acknowledge(2, frame -> settled.add(frame.seq()));
        assertThat(settled).containsExactly(1L, 2L);
        assertThat(sendAll()).containsExactly(5L, 6L);
    }

    @Test
    void resendsWhatIsUnsettledBeforeAnythingNew() {
        offer(1, 3);
        sendAll();
        outbox.acknowledge(1, frame -> settled.add(frame.seq()));
        offer(4, 4);

        outbox.rewind();

        assertThat(sendAll()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void anAcknowledgementCoversOnlyWhatWasSentOnThisConnection() {
        offer(1, 3);
        sendAll();
        outbox.rewind();
        outbox.next();

        outbox.acknowledge(3, frame -> settled.add(frame.seq()));

        assertThat(settled).containsExactly(1L);
    }

    @Test
    void aResumeCoversWhatWasSentAndWhatWaits() {
        offer(1, 6);
        sendAll();
        outbox.rewind();

        outbox.resumeAfter(5, frame -> settled.add(frame.seq()));

        assertThat(settled).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sendAll()).containsExactly(6L);
        assertThat(outbox.isCovered(frame(5))).isTrue();
        assertThat(outbox.isCovered(frame(7))).isFalse();
    }

    @Test
    void aRefusedFrameIsOver() {
        offer(1, 3);
        sendAll();

        OutgoingFrame refused = outbox.refuse(2);

        assertThat(refused).isNotNull();
        assertThat(outbox.refuse(2)).isNull();
        outbox.rewind();
        assertThat(sendAll()).containsExactly(1L, 3L);
    }

    @Test
    void whenFullTheOldestThatWasNeverSentGoes() {
        offer(1, 4);
        sendAll();
        offer(5, 8);

        @Nullable OutgoingFrame dropped = outbox.offer(frame(9));

        assertThat(dropped).isNotNull().extracting(OutgoingFrame::seq).isEqualTo(5L);
        assertThat(outbox.size()).isEqualTo(8);
        outbox.acknowledge(4, frame -> settled.add(frame.seq()));
        assertThat(sendAll()).containsExactly(6L, 7L, 8L, 9L);
    }

    private void offer(long from, long to) {
        LongStream.rangeClosed(from, to)
                .forEach(seq -> assertThat(outbox.offer(frame(seq))).isNull());
    }

    private List<Long> sendAll() {
        List<Long> sent = new ArrayList<>();
        for (OutgoingFrame next = outbox.next(); next != null; next = outbox.next()) {
            sent.add(next.seq());
        }
        return sent;
    }

    private static OutgoingFrame frame(long seq) {
        return new OutgoingFrame(seq, 1, ByteBuffer.allocate(1));
    }
}
