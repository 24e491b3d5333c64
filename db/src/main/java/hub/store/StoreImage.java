package hub.store;

import java.io.IOException;
import java.io.OutputStream;

/** A database as it was at one moment, to be copied while folds go on. To be closed, since it keeps space from use. */
public interface StoreImage extends AutoCloseable {

    /** How long the copy will be. */
    long bytes();

    /** Writes all of it. */
    void copyTo(OutputStream out) throws IOException;

    @Override
    void close();
}
