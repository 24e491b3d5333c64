package hub.sql.source;

import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers what a {@link RemoteSource} asks for one statement. The database does not say when it is done with a scan, so of
 * those that have begun only some are held; whoever goes on with another says where it was, and it is opened again from
 * there. Of one thread.
 */
public final class SourceServer implements AutoCloseable {

    /** The most snapshots of a statement. */
    public static final int MAX_SNAPSHOTS = 20_000;

    static final int MAX_HELD = 64;

    private final Source source;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Runnable check;
    private final List<Served> snapshots = new ArrayList<>();
    private final Map<Integer, ServedScan> held = new LinkedHashMap<>(16, 0.75f, true);
    private final Batch batch = new Batch();
    private int lastHeld;

    private record Served(Snapshot snapshot, List<SeriesRecord> series) {}

    /** @param check called often while it works; throws if the statement is to end */
    public SourceServer(Source source, DataInputStream in, DataOutputStream out, Runnable check) {
        this.source = source;
        this.in = in;
        this.out = out;
        this.check = check;
    }

    /**
     * Answers one request, of which the name has been read.
     *
     * @throws IOException if the other process has gone or asks what makes no sense
     * @throws hub.store.StoreException if stored data cannot be read
     */
    public void answer(Message request) throws IOException {
        switch (request) {
            case DEVICE_IDS -> Records.writeAll(out, source.deviceIds(), Records::writeId);
            case DEVICE_COUNT -> out.writeInt(source.deviceCount());
            case DEVICES -> Records.writeAll(out, source.devices(Records.readSelection(in)), Records::writeDevice);
            case SERIES -> Records.writeAll(out, source.series(Records.readSelection(in)), Records::writeSeries);
            case EVENTS -> Records.writeAll(out, source.events(Records.readQuery(in)), Records::writeEvent);
            case SNAPSHOT -> snapshot(Records.readSelection(in));
            case SCAN -> scan();
            case NEXT -> next();
            case CLOSE -> drop(in.readInt());
            case READY, OUTPUT, END, REFUSED, STOPPED, FAILED -> throw new IOException(request + " is no request");
        }
        out.flush();
    }

    private void snapshot(SeriesSelection selection) throws IOException {
        if (snapshots.size() >= MAX_SNAPSHOTS) {
            throw new IOException("more than " + MAX_SNAPSHOTS + " snapshots");
        }
        Snapshot snapshot = source.snapshot(selection);
        Served served = new Served(snapshot, snapshot.series());
        snapshots.add(served);
        Records.writeAll(out, served.series(), Records::writeSeries);
    }

    private Served served() throws IOException {
        int snapshot = in.readInt();
        if (snapshot < 0 || snapshot >= snapshots.size()) {
            throw new IOException("there is no snapshot " + snapshot);
        }
        return snapshots.get(snapshot);
    }

    private void scan() throws IOException {
        Served served = served();
        TimeRange range = Records.readRange(in);
        int readings = in.readInt();
        send(++lastHeld, ServedScan.of(served.snapshot(), served.series(), range), readings);
        served.snapshot().rest();
    }

    private void next() throws IOException {
        int id = in.readInt();
        Served served = served();
        TimeRange range = Records.readRange(in);
        int index = in.readInt();
        long lastTimeMicros = in.readLong();
        boolean pass = in.readBoolean();
        int readings = in.readInt();
        ServedScan known = held.remove(id);
        ServedScan scan = known != null
                ? known
                : ServedScan.behind(served.snapshot(), served.series(), range, index, lastTimeMicros);
        if (pass) {
            scan.passSeries();
        }
        send(id, scan, readings);
        served.snapshot().rest();
    }

    private void send(int id, ServedScan scan, int readings) throws IOException {
        boolean mayHaveMore = false;
        batch.clear();
        try {
            mayHaveMore = scan.fill(batch, Math.min(readings, Batch.MAX_READINGS), check);
        } finally {
            if (!mayHaveMore) {
                scan.close();
            }
        }
        if (mayHaveMore) {
            hold(id, scan);
        }
        out.writeInt(mayHaveMore ? id : 0);
        out.writeInt(batch.length());
        out.write(batch.array(), 0, batch.length());
    }

    private void hold(int id, ServedScan scan) {
        held.put(id, scan);
        if (held.size() > MAX_HELD) {
            drop(held.keySet().iterator().next());
        }
    }

    private void drop(int id) {
        ServedScan scan = held.remove(id);
        if (scan != null) {
            scan.close();
        }
    }

    /** How many scans are held. */
    int heldScans() {
        return held.size();
    }

    /** Lets go of all that the statement looked at. */
    @Override
    public void close() {
        held.values().forEach(ServedScan::close);
        held.clear();
        snapshots.forEach(served -> served.snapshot().close());
        snapshots.clear();
    }
}
