package hub.history;

import hub.time.NanoClock;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A clock that stands still while a client takes what is written to it. Of one thread. */
final class WorkClock implements NanoClock {

    private final NanoClock clock;
    private long stoodStill;

    WorkClock(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public long nanos() {
        return clock.nanos() - stoodStill;
    }

    /** The stream, and while it is written to, the clock stands still. */
    OutputStream stopsFor(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                long before = clock.nanos();
                try {
                    out.write(bytes, from, count);
                } finally {
                    stoodStill += clock.nanos() - before;
                }
            }
        };
    }
}
