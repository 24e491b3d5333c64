package hub.history;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream to a client; while it is written to, others have the turn. */
final class LeavingStream extends FilterOutputStream {

    private final Turns.Turn turn;

    LeavingStream(OutputStream out, Turns.Turn turn) {
        super(out);
        this.turn = turn;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void outside(Step step) throws IOException {
        turn.leave();
        try {
            step.run();
        } finally {
            turn.comeBack();
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        outside(() -> out.write(bytes, from, count));
    }

    @Override
    public void flush() throws IOException {
        outside(out::flush);
    }

    @Override
    public void close() throws IOException {
        outside(out::close);
    }
}
