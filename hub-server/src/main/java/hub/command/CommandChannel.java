package hub.command;

/** A device's connection, as commands see it. Thread-safe. */
public interface CommandChannel {

    /** A command is stored and may be sent. */
    void issued(Command command);
}
