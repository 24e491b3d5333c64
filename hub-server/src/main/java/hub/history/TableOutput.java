package hub.history;

import hub.columnar.ArrowTable;
import hub.columnar.ParquetTable;
import hub.columnar.TableSchema;
import hub.columnar.TableSchema.NameColumn;
import hub.columnar.TableWriter;
import hub.quality.QaFlag;
import hub.store.SeriesRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows as a typed table: the columns of the CSV, absent numbers as nulls. */
final class TableOutput implements RowOutput {

    private final TableWriter table;
    /** All that a reading may have, as one text each. */
    private static final List<String> FLAGS = IntStream.rangeClosed(0, QaFlag.bits(QaFlag.ALL))
            .mapToObj(flags -> String.join(" ", QaFlag.names(flags)))
            .toList();

    private final boolean byDevice;
    private final boolean flagged;
    private final @Nullable WideColumns wide;
    private final String[] names;
    private final double[] numbers;
    private boolean holds;
    private long time;

    private TableOutput(
            TableWriter table, TableSchema schema, boolean byDevice, boolean flagged, @Nullable WideColumns wide) {
        this.table = table;
        this.byDevice = byDevice;
        this.flagged = flagged;
        this.wide = wide;
        this.names = new String[schema.names().size()];
        this.numbers = new double[schema.numbers().size()];
    }

    /**
     * Rows of time, device, metric and numbers.
     *
     * @param series that rows may be of
     * @param byDevice whether rows name a device
     * @param flagged whether rows tell their flags
     */
    static TableOutput ofLong(
            OutputStream out,
            Format format,
            List<SeriesRecord> series,
            boolean byDevice,
            List<String> numbers,
            boolean flagged) {
        Set<String> devices =
                series.stream().map(one -> one.device().value()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> metrics =
                series.stream().map(one -> one.metric().name()).collect(Collectors.toCollection(TreeSet::new));
        List<NameColumn> names = new ArrayList<>();
        if (byDevice) {
            names.add(new NameColumn("device", List.copyOf(devices)));
        }
        names.add(new NameColumn("metric", List.copyOf(metrics)));
        if (flagged) {
            names.add(new NameColumn("qa", FLAGS));
        }
        TableSchema schema = new TableSchema(names, numbers, units(series));
        return new TableOutput(writer(out, format, schema), schema, byDevice, flagged, null);
    }

    /** Rows of a time and the numbers of all series then. */
    static TableOutput ofWide(OutputStream out, Format format, List<SeriesRecord> series, WideColumns columns) {
        TableSchema schema = new TableSchema(List.of(), columns.names(), units(series));
        return new TableOutput(writer(out, format, schema), schema, false, false, columns);
    }

    private static TableWriter writer(OutputStream out, Format format, TableSchema schema) {
        return format == Format.PARQUET ? new ParquetTable(out, schema) : new ArrowTable(out, schema);
    }

    /** {@code unit:pm2_5}, for each metric that has one unit only. */
    private static Map<String, String> units(List<SeriesRecord> series) {
        Map<String, Set<String>> units = new TreeMap<>();
        series.forEach(one -> units.computeIfAbsent(one.metric().name(), added -> new TreeSet<>())
                .add(one.unit()));
        return units.entrySet().stream()
                .filter(one -> one.getValue().size() == 1 && !one.getValue().contains(""))
                .collect(Collectors.toMap(
                        one -> "unit:" + one.getKey(),
                        one -> one.getValue().iterator().next()));
    }

    @Override
    public void begin() {
        Arrays.fill(numbers, Double.NaN);
    }

    @Override
    public void add(Rows rows) throws IOException {
        if (wide != null) {
            addWide(rows, wide);
            return;
        }
        int name = 0;
        if (byDevice) {
            names[name++] = rows.device();
        }
        names[name++] = rows.metric().name();
        if (flagged) {
            names[name] = FLAGS.get(rows.flags());
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows.number(i);
        }
        table.row(rows.timeMicros(), names, numbers);
    }

    private void addWide(Rows rows, WideColumns columns) throws IOException {
        if (!holds || rows.timeMicros() != time) {
            writeHeld();
            time = rows.timeMicros();
            holds = true;
        }
        int column = columns.of(rows);
        for (int i = 0; i < columns.numbers(); i++) {
            numbers[column + i] = rows.number(i);
        }
    }

    private void writeHeld() throws IOException {
        if (holds) {
            table.row(time, names, numbers);
            Arrays.fill(numbers, Double.NaN);
        }
    }

    @Override
    public void end() throws IOException {
        writeHeld();
        table.end();
    }
}
