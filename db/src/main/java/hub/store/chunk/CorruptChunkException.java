package hub.store.chunk;

/** The bytes are not a chunk that {@link ChunkEncoder} has written, or no longer. */
public final class CorruptChunkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptChunkException(String message) {
        super(message);
    }
}
