package hub.sql.source;

import hub.protocol.DeviceId;
import hub.store.EventQuery;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in another process, which has a {@link SourceServer}. For one statement. */
public final class RemoteSource implements Source {

    private final DataInputStream in;
    private final DataOutputStream out;
    private int snapshots;
    private @Nullable List<DeviceId> ids;

    public RemoteSource(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** What follows the name of a request. */
    interface Question {
        void write(DataOutputStream out) throws IOException;
    }

    <T> T ask(Message request, Question question, Records.Reader<T> answer) {
        try {
            request.write(out);
            question.write(out);
            out.flush();
            return answer.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the hub has gone", e);
        }
    }

    /** Goes out with the next request. */
    void close(int scan) {
        try {
            Message.CLOSE.write(out);
            out.writeInt(scan);
        } catch (IOException e) {
            throw new UncheckedIOException("the hub has gone", e);
        }
    }

    /** The same as long as the statement takes. */
    @Override
    public List<DeviceId> deviceIds() {
        List<DeviceId> known = ids;
        if (known == null) {
            known = ask(Message.DEVICE_IDS, to -> {}, from -> Records.readAll(from, Records::readId));
            ids = known;
        }
        return known;
    }

    @Override
    public int deviceCount() {
        return ask(Message.DEVICE_COUNT, to -> {}, from -> from.readInt());
    }

    @Override
    public List<DeviceRow> devices(SeriesSelection selection) {
        return ask(
                Message.DEVICES,
                to -> Records.writeSelection(to, selection),
                from -> Records.readAll(from, Records::readDevice));
    }

    @Override
    public List<SeriesRecord> series(SeriesSelection selection) {
        return ask(
                Message.SERIES,
                to -> Records.writeSelection(to, selection),
                from -> Records.readAll(from, Records::readSeries));
    }

    @Override
    public List<NumberedEvent> events(EventQuery query) {
        return ask(
                Message.EVENTS, to -> Records.writeQuery(to, query), from -> Records.readAll(from, Records::readEvent));
    }

    /** The other side lets go of it when the statement is over. */
    @Override
    public Snapshot snapshot(SeriesSelection selection) {
        List<SeriesRecord> series = ask(
                Message.SNAPSHOT,
                to -> Records.writeSelection(to, selection),
                from -> Records.readAll(from, Records::readSeries));
        return new RemoteSnapshot(this, snapshots++, series);
    }

    private record RemoteSnapshot(RemoteSource source, int number, List<SeriesRecord> series) implements Snapshot {

        @Override
        public SeriesScan scan(TimeRange range) {
            return new RemoteScan(source, number, series, range);
        }

        @Override
        public void close() {
            // See above.
        }
    }
}
