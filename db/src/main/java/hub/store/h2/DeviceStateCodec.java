package hub.store.h2;

import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.DeviceRecord;
import hub.store.SeriesRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a device changes with every fold, as one column of its row: rewriting one short row a device costs a tenth of
 * rewriting rows of marks and of newest readings.
 *
 * <p>Little-endian: the version, one byte; when the newest frame came, i64, the least i64 if none; the numbers of its
 * newest event and of its newest event of state, i64, 0 if none; how many commands are open, u16, and of each the numbers of
 * the events that issued it and that told of its first sending, i64, 0 if none; the number of marks, u16, and each epoch and highest sequence number, two i64, the
 * longest unused first; the number of series, u16, and for each its number, i32, and the time and the IEEE 754 bits of its
 * newest reading, two i64.
 */
final class DeviceStateCodec {

    private static final byte VERSION = 1;
    private static final int COMMAND_BYTES = 16;
    private static final int MARK_BYTES = 16;
    private static final int SERIES_BYTES = 20;
    private static final int NEWEST_EVENT_AT = 1 + 8;
    private static final int HEAD_BYTES = 1 + 8 + 8 + 8 + 2 + 2 + 2;

    private DeviceStateCodec() {}

    static byte[] encode(DeviceRecord device, StoredEvents events, List<SeriesRecord> series) {
        return encode(device.lastReceivedMicros().orElse(Long.MIN_VALUE), device.resume(), events, series);
    }

    private static byte[] encode(
            long lastReceived, List<ResumePoint> marks, StoredEvents events, List<SeriesRecord> series) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES
                        + COMMAND_BYTES * events.commands().size()
                        + MARK_BYTES * marks.size()
                        + SERIES_BYTES * series.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(VERSION)
                .putLong(lastReceived)
                .putLong(events.newest())
                .putLong(events.lastState())
                .putShort((short) events.commands().size());
        for (StoredEvents.Command command : events.commands()) {
            out.putLong(command.issued()).putLong(command.sent());
        }
        out.putShort((short) marks.size());
        for (int i = marks.size() - 1; i >= 0; i--) {
            out.putLong(marks.get(i).epoch()).putLong(marks.get(i).seq());
        }
        out.putShort((short) series.size());
        for (SeriesRecord one : series) {
            out.putInt(one.number()).putLong(one.lastTimeMicros()).putLong(Double.doubleToRawLongBits(one.lastValue()));
        }
        return out.array();
    }

    /**
     * Of a device that is erased.
     *
     * @param newestEvent the newest of its events that are still there, 0 if there is none
     */
    static byte[] encodeErased(long newestEvent) {
        return encode(Long.MIN_VALUE, List.of(), new StoredEvents(newestEvent, 0, List.of()), List.of());
    }

    /** Takes what {@link #restore} finds. */
    interface Target {
        void state(long lastReceivedMicros, StoredEvents events);

        void mark(long epoch, long seq);

        void newest(int series, long timeMicros, double value);
    }

    private static StoredEvents events(ByteBuffer in) {
        long newest = in.getLong();
        long lastState = in.getLong();
        List<StoredEvents.Command> commands = new ArrayList<>();
        for (int open = in.getShort() & 0xFFFF; open > 0; open--) {
            commands.add(new StoredEvents.Command(in.getLong(), in.getLong()));
        }
        return new StoredEvents(newest, lastState, commands);
    }

    /** The number of the newest event that is left of a device that is erased. */
    static long newestEvent(byte[] state) {
        if (state.length != HEAD_BYTES || state[0] != VERSION) {
            throw new DamagedRowException("the state of a device that is erased is of an unknown version");
        }
        return ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).getLong(NEWEST_EVENT_AT);
    }

    /** @throws DamagedRowException if the bytes are not what {@link #encode} makes */
    static void restore(byte[] state, String row, Target target) {
        ByteBuffer in = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.get() != VERSION) {
                throw new DamagedRowException("the state of " + row + " is of an unknown version");
            }
            target.state(in.getLong(), events(in));
            for (int marks = in.getShort() & 0xFFFF; marks > 0; marks--) {
                target.mark(in.getLong(), in.getLong());
            }
            for (int series = in.getShort() & 0xFFFF; series > 0; series--) {
                target.newest(in.getInt(), in.getLong(), Double.longBitsToDouble(in.getLong()));
            }
        } catch (BufferUnderflowException e) {
            throw new DamagedRowException("the state of " + row + " is cut short");
        }
    }
}
