package hub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkClockTest {

    private static final long CLIENT_NANOS = 1_000;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final WorkClock clock = new WorkClock(nanos::get);

    /** A client that takes its time. */
    private final OutputStream slow = new OutputStream() {
        @Override
        public void write(int one) throws IOException {
            nanos.addAndGet(CLIENT_NANOS);
            if (one == 'x') {
                throw new IOException("gone");
            }
        }
    };

    @Test
    void standsStillWhileAClientReads() throws IOException {
        long begun = clock.nanos();
        try (OutputStream out = clock.stopsFor(slow)) {
            nanos.addAndGet(7);
            out.write(new byte[20]);
            out.write(1);
            nanos.addAndGet(5);
            assertThatThrownBy(() -> out.write('x')).isInstanceOf(IOException.class);
        }
        assertThat(clock.nanos() - begun).isEqualTo(12);
    }
}
