package hub.sql.source;

import hub.store.chunk.FilledBlock;
import java.nio.ByteBuffer;

/** A block that came from another process. */
final class RemoteBlock extends FilledBlock {

    void read(ByteBuffer from) {
        int size = from.get() & 0xFF;
        int scale = from.get();
        from.asLongBuffer().get(times, 0, size);
        from.position(from.position() + size * Long.BYTES);
        if (scale == NO_SCALE) {
            from.asDoubleBuffer().get(values, 0, size);
        } else {
            from.asLongBuffer().get(mantissas, 0, size);
        }
        from.position(from.position() + size * Long.BYTES);
        filled(size, scale, false);
    }
}
