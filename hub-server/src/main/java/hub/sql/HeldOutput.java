package hub.sql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Holds the beginning of a result back, so that what goes wrong in it can still be told as a problem. */
final class HeldOutput extends OutputStream {

    private static final int MAX_HELD = 256 * 1024;

    /** Makes the stream that the result goes to; the answer has begun then. */
    interface Opening {
        OutputStream open() throws IOException;
    }

    private final Opening opening;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable OutputStream out;

    HeldOutput(Opening opening) {
        this.opening = opening;
    }

    boolean hasBegun() {
        return out != null;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        OutputStream begun = out;
        if (begun != null) {
            begun.write(bytes, from, count);
            return;
        }
        held.write(bytes, from, count);
        if (held.size() > MAX_HELD) {
            begin();
        }
    }

    private OutputStream begin() throws IOException {
        OutputStream opened = opening.open();
        out = opened;
        held.writeTo(opened);
        held.reset();
        return opened;
    }

    /** The result is whole. */
    @Override
    public void close() throws IOException {
        OutputStream begun = out;
        (begun == null ? begin() : begun).close();
    }
}
