package hub.sql.source;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the hub and a process that runs a statement for it say to each other; each is followed by what belongs to it. */
public enum Message {
    /** The names of all devices are wanted. */
    DEVICE_IDS(1),
    /** Their number is wanted. */
    DEVICE_COUNT(2),
    /** Some devices are wanted. */
    DEVICES(3),
    /** Some series are wanted. */
    SERIES(4),
    /** A page of events is wanted. */
    EVENTS(5),
    /** Some series with their readings are to be kept as they are. */
    SNAPSHOT(6),
    /** The first readings of a snapshot are wanted. */
    SCAN(7),
    /** More of them are wanted. */
    NEXT(8),
    /** No more of them are wanted; nothing is answered. */
    CLOSE(9),
    /** The process is ready for its first statement. */
    READY(20),
    /** A part of the result. */
    OUTPUT(21),
    /** The result is whole. */
    END(22),
    /** The statement is not run. */
    REFUSED(23),
    /** The statement was ended. */
    STOPPED(24),
    /** The statement failed. */
    FAILED(25);

    private final int code;

    Message(int code) {
        this.code = code;
    }

    /** Says so. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(code);
    }

    /** Waits for one. */
    public static Message read(DataInput in) throws IOException {
        int code = in.readByte();
        for (Message message : values()) {
            if (message.code == code) {
                return message;
            }
        }
        throw new IOException("message " + code + " is unknown");
    }
}
