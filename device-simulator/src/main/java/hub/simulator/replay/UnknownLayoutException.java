package hub.simulator.replay;

import java.io.IOException;
import java.io.Serial;

/** A file is no recording of a known kind. */
public final class UnknownLayoutException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    UnknownLayoutException(String message) {
        super(message);
    }
}
