package hub.simulator.replay;

import hub.protocol.DeviceId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Recorded files read as one, in the order of time: of all the files' next rows the oldest comes first. The same files
 * in the same order give the same rows with the same numbers, which is what makes a replay repeatable.
 */
public final class Recording implements Closeable {

    /** Told of the rows that are left out. */
    public interface BadRows {

        /**
         * One of them.
         *
         * @param position file and line
         */
        void bad(String position, String reason);
    }

    /**
     * A row and its number among all rows of its device, from 1, bad and empty ones included.
     *
     * @param number the row's sequence number
     */
    record NumberedRow(Row row, long number) {}

    /** A file with its next row. */
    private record Head(Row row, int order, RecordedFile file) {}

    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparingLong((Head head) -> head.row().micros()).thenComparingInt(Head::order));
    private final List<RecordedFile> files = new ArrayList<>();
    private final Map<DeviceId, Long> numbers = new HashMap<>();
    private final BadRows badRows;

    private Recording(BadRows badRows) {
        this.badRows = badRows;
    }

    /**
     * Opens all files and reads their headers and first rows.
     *
     * @param prefix what device ids begin with, before what the files call them
     * @throws UnknownLayoutException if one is of no known layout
     */
    public static Recording open(List<Path> paths, String prefix, BadRows badRows) throws IOException {
        Recording recording = new Recording(badRows);
        try {
            for (Path path : paths) {
                recording.files.add(RecordedFile.open(path, prefix));
            }
            for (int i = 0; i < paths.size(); i++) {
                recording.advance(recording.files.get(i), i);
            }
            return recording;
        } catch (IOException | RuntimeException e) {
            recording.close();
            throw e;
        }
    }

    /** The next row, or empty at the end of all files. */
    Optional<NumberedRow> next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return Optional.empty();
        }
        NumberedRow row = new NumberedRow(head.row(), number(head.row().device()));
        advance(head.file(), head.order());
        return Optional.of(row);
    }

    @Override
    public void close() throws IOException {
        for (RecordedFile file : files) {
            file.close();
        }
    }

    private void advance(RecordedFile file, int order) throws IOException {
        for (Optional<Line> line = file.next(); line.isPresent(); line = file.next()) {
            if (line.get() instanceof Line.Good good) {
                heads.add(new Head(good.row(), order, file));
                return;
            } else if (line.get() instanceof Line.Bad bad) {
                // A bad row keeps its number, so that mending it changes nobody else's.
                bad.device().ifPresent(this::number);
                badRows.bad(file.position(), bad.reason());
            }
        }
    }

    private long number(DeviceId device) {
        return numbers.merge(device, 1L, Long::sum);
    }
}
