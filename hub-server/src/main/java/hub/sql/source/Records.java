package hub.sql.source;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Questions and answers as bytes, between two processes of the same program. */
final class Records {

    private Records() {}

    /** Writes one of a list. */
    interface Writer<T> {
        void write(DataOutput out, T one) throws IOException;
    }

    /** Reads one of a list. */
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static <T> void writeAll(DataOutput out, Collection<T> all, Writer<T> writer) throws IOException {
        out.writeInt(all.size());
        for (T one : all) {
            writer.write(out, one);
        }
    }

    static <T> List<T> readAll(DataInput in, Reader<T> reader) throws IOException {
        int count = in.readInt();
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(reader.read(in));
        }
        return all;
    }

    static void writeId(DataOutput out, DeviceId id) throws IOException {
        out.writeUTF(id.value());
    }

    static DeviceId readId(DataInput in) throws IOException {
        return new DeviceId(in.readUTF());
    }

    static void writeSelection(DataOutput out, SeriesSelection selection) throws IOException {
        out.writeBoolean(selection.nothing());
        writeAll(out, selection.devices(), Records::writeId);
        writeAll(out, selection.metrics(), (to, metric) -> to.writeUTF(metric.name()));
    }

    static SeriesSelection readSelection(DataInput in) throws IOException {
        boolean nothing = in.readBoolean();
        return new SeriesSelection(
                new HashSet<>(readAll(in, Records::readId)),
                new HashSet<>(readAll(in, from -> new Metric(from.readUTF()))),
                nothing);
    }

    static void writeRange(DataOutput out, TimeRange range) throws IOException {
        out.writeLong(range.fromMicros());
        out.writeLong(range.toMicros());
    }

    static TimeRange readRange(DataInput in) throws IOException {
        return new TimeRange(in.readLong(), in.readLong());
    }

    static void writeSeries(DataOutput out, SeriesRecord series) throws IOException {
        out.writeInt(series.number());
        writeId(out, series.device());
        out.writeUTF(series.metric().name());
        out.writeUTF(series.unit());
        out.writeLong(series.lastTimeMicros());
        out.writeDouble(series.lastValue());
    }

    static SeriesRecord readSeries(DataInput in) throws IOException {
        return new SeriesRecord(
                in.readInt(), readId(in), new Metric(in.readUTF()), in.readUTF(), in.readLong(), in.readDouble());
    }

    static void writeQuery(DataOutput out, EventQuery query) throws IOException {
        writeAll(out, query.devices(), Records::writeId);
        writeRange(out, query.range());
        out.writeInt(query.limit());
    }

    static EventQuery readQuery(DataInput in) throws IOException {
        return new EventQuery(new HashSet<>(readAll(in, Records::readId)), readRange(in), in.readInt());
    }

    static void writeEvent(DataOutput out, NumberedEvent numbered) throws IOException {
        Event event = numbered.event();
        out.writeLong(numbered.number());
        out.writeLong(event.timeMicros());
        writeText(out, event.device().map(DeviceId::value));
        out.writeInt(event.type().code());
        out.writeUTF(event.reason());
        out.writeUTF(event.detail());
    }

    static NumberedEvent readEvent(DataInput in) throws IOException {
        return new NumberedEvent(
                in.readLong(),
                new Event(
                        in.readLong(),
                        readText(in).map(DeviceId::new),
                        Event.Type.ofCode(in.readInt()),
                        in.readUTF(),
                        in.readUTF()));
    }

    static void writeDevice(DataOutput out, DeviceRow device) throws IOException {
        writeId(out, device.id());
        out.writeUTF(device.state());
        out.writeBoolean(device.lastReceivedMicros().isPresent());
        out.writeLong(device.lastReceivedMicros().orElse(0));
        writeText(out, device.firmware());
        writeNumber(out, device.intervalSeconds());
        writeNumber(out, device.lat());
        writeNumber(out, device.lon());
        writeAll(out, device.tags(), DataOutput::writeUTF);
    }

    static DeviceRow readDevice(DataInput in) throws IOException {
        DeviceId id = readId(in);
        String state = in.readUTF();
        boolean received = in.readBoolean();
        long micros = in.readLong();
        return new DeviceRow(
                id,
                state,
                received ? OptionalLong.of(micros) : OptionalLong.empty(),
                readText(in),
                readNumber(in),
                readNumber(in),
                readNumber(in),
                readAll(in, DataInput::readUTF));
    }

    private static void writeText(DataOutput out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        out.writeUTF(text.orElse(""));
    }

    private static Optional<String> readText(DataInput in) throws IOException {
        boolean isPresent = in.readBoolean();
        String text = in.readUTF();
        return isPresent ? Optional.of(text) : Optional.empty();
    }

    private static void writeNumber(DataOutput out, OptionalDouble number) throws IOException {
        out.writeBoolean(number.isPresent());
        out.writeDouble(number.orElse(0));
    }

    private static OptionalDouble readNumber(DataInput in) throws IOException {
        boolean isPresent = in.readBoolean();
        double number = in.readDouble();
        return isPresent ? OptionalDouble.of(number) : OptionalDouble.empty();
    }
}
