package hub.columnar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a Parquet file.
 *
 * <p>A row group is held, encoded and compressed, until it is as large as it may be; behind the last one comes the footer,
 * which says where each is. So nothing is ever written twice, and the file can go over a connection as it comes.
 */
public final class ParquetTable implements TableWriter {

    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final int GROUP_ROWS = 1_000_000;

    /** So many columns are asked for their sizes in as many rows. */
    private static final int CHECK_EVERY = 4_000;

    private final CountedOutput out;
    private final TableSchema schema;
    private final MessageType message;
    private final ParquetProperties properties;
    private final long groupBytes;
    private final int checkEvery;
    private final List<RowGroup> groups = new ArrayList<>();
    private final Map<String, Binary> binaries = new HashMap<>();
    private long rowCount;
    private GroupPages pages;
    private ColumnWriteStore store;
    private ColumnWriter[] columns;
    private int groupRows;

    /** Begins a file. Nothing is written before the first row group is full. */
    public ParquetTable(OutputStream out, TableSchema schema) {
        this.out = new CountedOutput(out);
        this.schema = schema;
        this.message = ParquetSchema.message(schema);
        this.groupBytes = ParquetSchema.groupBytes(schema);
        this.properties = ParquetSchema.properties(schema, groupBytes);
        this.checkEvery = Math.max(8, CHECK_EVERY / message.getFieldCount());
        this.pages = new GroupPages();
        this.store = properties.newColumnWriteStore(message, pages);
        this.columns = columns();
    }

    private void beginGroup() {
        groupRows = 0;
        pages = new GroupPages();
        store = properties.newColumnWriteStore(message, pages);
        columns = columns();
    }

    private ColumnWriter[] columns() {
        return message.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    }

    @Override
    public void row(long timeMicros, String[] names, double[] numbers) throws IOException {
        int column = 0;
        columns[column++].write(timeMicros, 0, 0);
        for (String name : names) {
            Binary binary = binaries.computeIfAbsent(name, Binary::fromString);
            columns[column++].write(binary, 0, 0);
        }
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                columns[column++].write(number, 0, 1);
            } else {
                columns[column++].writeNull(0, 0);
            }
        }
        store.endRecord();
        groupRows++;
        boolean full = groupRows % checkEvery == 0 && store.getBufferedSize() >= groupBytes;
        if (full || groupRows == GROUP_ROWS) {
            writeGroup();
            beginGroup();
        }
    }

    private void writeGroup() throws IOException {
        begin();
        store.flush();
        groups.add(pages.write(message, out, groupRows, groups.size()));
        rowCount += groupRows;
        store.close();
    }

    private void begin() throws IOException {
        if (out.count() == 0) {
            out.write(MAGIC);
        }
    }

    @Override
    public void end() throws IOException {
        if (groupRows > 0) {
            writeGroup();
        }
        begin();
        FileMetaData footer = new FileMetaData(2, ParquetSchema.elements(message), rowCount, groups);
        List<KeyValue> notes = new ArrayList<>();
        schema.notes().forEach((key, value) -> notes.add(new KeyValue(key).setValue(value)));
        footer.setKey_value_metadata(notes);
        footer.setCreated_by("telemetry-hub");
        footer.setColumn_orders(ParquetSchema.orders(message));
        long from = out.count();
        Util.writeFileMetaData(footer, out);
        int length = Math.toIntExact(out.count() - from);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        out.write(MAGIC);
        out.flush();
    }
}
