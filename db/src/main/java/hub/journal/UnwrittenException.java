package hub.journal;

import java.io.IOException;

/**
 * Bytes could not be written, or a segment not be made, and nothing was forced meanwhile: what was acknowledged is as safe
 * as before, and one may go on in a new segment.
 */
final class UnwrittenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    UnwrittenException(IOException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** What failed. */
    IOException failure() {
        return failure;
    }
}
