package hub.ingest;

import java.util.concurrent.Executor;

/** The connection of a device, as far as the way of its readings needs it. */
public interface DeviceLink {

    /** The thread that the methods below are to be called on, unless they say otherwise. */
    Executor thread();

    /** Some of the device's frames have become durable: there may be something to acknowledge. */
    void durable();

    /** There is room again after {@link Ingest#hasRoom} was false. */
    void room();

    /** A newer connection speaks for the device; this one is to end. From any thread. */
    void replaced();

    /** All that is known of the device is erased; the connection is to end. From any thread. */
    void erased();

    /** Nothing can become durable any more; the connection is to end. */
    void journalFailed();
}
