package hub.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What can be done with the registry of devices, of a hub that runs or that is stopped. Each returns what is to be printed. */
interface DeviceActions extends AutoCloseable {

    /** Returns the new device's token. */
    String add(String id, List<String> tags) throws IOException, InterruptedException;

    /** Takes a list of devices as CSV and returns their tokens as CSV. */
    String importAll(String csv) throws IOException, InterruptedException;

    /** Returns another token; the older one goes on for the grace. */
    String rotate(String id, Duration grace) throws IOException, InterruptedException;

    String revoke(String id) throws IOException, InterruptedException;

    /** Of a device that is erased its data goes, too; it need not be registered then. */
    String remove(String id, boolean eraseData) throws IOException, InterruptedException;

    /** Returns the registered devices as a JSON array. */
    String list() throws IOException, InterruptedException;

    @Override
    void close();
}
