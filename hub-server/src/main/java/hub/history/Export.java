package hub.history;

import hub.protocol.Metric;
import hub.protocol.Timestamps;
import hub.quality.QaRules;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Answers to questions as files: the parameters, and what is written, are those of {@code GET /api/v1/readings}. */
public final class Export {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Set<String> OF_PAGES = Set.of("limit", "cursor");
    private static final Set<String> OF_DAYS =
            Set.of("device", "metric", "prefix", "tag", "bbox", "from", "to", "format", "qa");

    /** Hears how far it is. Called for every row, so it decides by itself what to tell. */
    @FunctionalInterface
    public interface RowListener {

        /** @param timeMicros of the row, in µs since 1970 */
        void row(long rows, long timeMicros);
    }

    private final ReadingStore store;
    private final ReadingsRequest request;
    private final RowListener listener;
    private long rowCount;

    private Export(ReadingStore store, ReadingsRequest request, RowListener listener) {
        this.store = store;
        this.request = request;
        this.listener = listener;
    }

    /**
     * Prepares an answer as a file.
     *
     * @param rules what makes readings doubtful
     * @param parameters each {@code name=value}
     * @param nowMicros what times may be relative to, in µs since 1970
     * @throws IllegalArgumentException if they make no sense; the message says why
     */
    public static Export of(
            ReadingStore store, QaRules rules, List<String> parameters, long nowMicros, RowListener listener) {
        return of(store, rules, parameters, without(ReadingsRequest.KNOWN), nowMicros, listener);
    }

    /** The same for a file a day: raw readings only. */
    public static Export byDay(
            ReadingStore store, QaRules rules, List<String> parameters, long nowMicros, RowListener listener) {
        return of(store, rules, parameters, OF_DAYS, nowMicros, listener);
    }

    private static Set<String> without(Set<String> known) {
        Set<String> rest = new HashSet<>(known);
        rest.removeAll(OF_PAGES);
        return rest;
    }

    private static Export of(
            ReadingStore store,
            QaRules rules,
            List<String> parameters,
            Set<String> known,
            long nowMicros,
            RowListener listener) {
        Map<String, Deque<String>> values = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + parameter + "' is not name=value, such as metric=pm2_5");
            }
            values.computeIfAbsent(parameter.substring(0, equals), added -> new ArrayDeque<>())
                    .add(parameter.substring(equals + 1));
        }
        try {
            return new Export(
                    store,
                    ReadingsRequest.of(QueryParameters.of(values, known, nowMicros), null, store, rules),
                    listener);
        } catch (BadRequestException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Writes all rows; how many. */
    public long write(OutputStream out) throws IOException {
        answer().writeAll(out, Counted::new);
        return rowCount;
    }

    /**
     * Writes a file for each day of UTC that has readings, {@code 2019/05/2019-05-06.csv.gz}. A file has its name once it is
     * whole.
     *
     * @return how many files
     */
    public int writeDays(Path directory) throws IOException {
        try (Days days = new Days(directory)) {
            answer().writeParts(Counted::new, days);
            return days.files;
        }
    }

    /** How many rows were written. */
    public long rows() {
        return rowCount;
    }

    private Answer answer() {
        return new Answer(store, request, QueryLimits.DEFAULT, QueryWatch.unlimited());
    }

    /** A file a day. */
    private final class Days implements Answer.Parts {

        private final Path directory;
        private @Nullable Path file;
        private @Nullable OutputStream out;
        private int files;

        Days(Path directory) {
            this.directory = directory;
        }

        @Override
        public long endOf(long timeMicros) {
            long day = Math.floorDiv(timeMicros, 86_400_000_000L);
            return (day + 1) * 86_400_000_000L;
        }

        @Override
        public OutputStream begin(long timeMicros) throws IOException {
            LocalDate day = LocalDate.ofInstant(Timestamps.instant(timeMicros), ZoneOffset.UTC);
            Path months = directory
                    .resolve(String.format(Locale.ROOT, "%04d", day.getYear()))
                    .resolve(String.format(Locale.ROOT, "%02d", day.getMonthValue()));
            Files.createDirectories(months);
            boolean packed = request.format().isPacked();
            Path begun = months.resolve(day + request.format().ending() + (packed ? "" : ".gz"));
            file = begun;
            OutputStream raw = Files.newOutputStream(partial(begun));
            OutputStream stream =
                    packed ? new BufferedOutputStream(raw, BUFFER_BYTES) : new GZIPOutputStream(raw, BUFFER_BYTES);
            out = stream;
            return stream;
        }

        @Override
        public void end() throws IOException {
            OutputStream stream = out;
            Path whole = file;
            if (stream != null && whole != null) {
                stream.close();
                Files.move(partial(whole), whole, StandardCopyOption.ATOMIC_MOVE);
                files++;
            }
            out = null;
        }

        private static Path partial(Path whole) {
            return whole.resolveSibling(whole.getFileName() + ".partial");
        }

        @Override
        public void close() throws IOException {
            OutputStream stream = out;
            if (stream != null) {
                stream.close();
            }
        }
    }

    /** Tells of each row that goes by. */
    private final class Counted implements Rows {

        private final Rows rows;

        Counted(Rows rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            boolean found = rows.next();
            if (found) {
                listener.row(++rowCount, rows.timeMicros());
            }
            return found;
        }

        @Override
        public long timeMicros() {
            return rows.timeMicros();
        }

        @Override
        public String device() {
            return rows.device();
        }

        @Override
        public Metric metric() {
            return rows.metric();
        }

        @Override
        public double number(int column) {
            return rows.number(column);
        }

        @Override
        public int flags() {
            return rows.flags();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
