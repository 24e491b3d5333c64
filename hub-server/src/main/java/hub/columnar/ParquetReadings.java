package hub.columnar;

import hub.columnar.ReadingColumns.Leaf;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/** The readings of a Parquet file, row by row: {@code while (readings.next()) …}. Whoever wrote it; it is not trusted. */
public final class ParquetReadings implements Closeable {

    private static final byte[] NO_NAME = {};
    private static final int MAX_NAME_BYTES = 1 << 20;
    private static final long MICROS = 1_000_000;

    private final FileChannel file;
    private final LongConsumer listener;
    private final List<RowGroup> groups;
    private final ReadingColumns wanted;
    private @Nullable Group group;
    private int nextGroup;

    /** The columns of a row group. */
    private record Group(ColumnReader time, ColumnReader device, ColumnReader metric, ColumnReader value) {

        List<ColumnReader> columns() {
            return List.of(time, device, metric, value);
        }
    }

    private long rowsLeft;
    private boolean hasTime;
    private long timeMicros;
    private byte[] device = NO_NAME;
    private byte[] metric = NO_NAME;
    private String value = "";

    private ParquetReadings(FileChannel file, LongConsumer listener) throws IOException {
        this.file = file;
        this.listener = listener;
        FileMetaData footer = ParquetFooter.read(file);
        this.wanted = ReadingColumns.of(footer.getSchema());
        this.groups = footer.getRow_groups();
    }

    /** Whether that is how a Parquet file begins. */
    public static boolean isBegin(byte[] bytes) {
        return Arrays.equals(bytes, ParquetTable.MAGIC);
    }

    /**
     * Opens a file.
     *
     * @param listener hears how many bytes were read, each time that some are
     * @throws IOException if it has not the columns of readings, or is no Parquet file; the message says so
     */
    public static ParquetReadings open(Path path, LongConsumer listener) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            return new ParquetReadings(file, listener);
        } catch (IOException e) {
            file.close();
            throw e;
        } catch (RuntimeException e) {
            file.close();
            throw new IOException("its footer makes no sense: " + e.getMessage(), e);
        }
    }

    /**
     * Goes to the next row.
     *
     * @throws IOException if it cannot be read
     */
    public boolean next() throws IOException {
        try {
            while (rowsLeft == 0) {
                if (nextGroup == groups.size()) {
                    return false;
                }
                open(groups.get(nextGroup++));
            }
            rowsLeft--;
            Group current = Objects.requireNonNull(group);
            hasTime = isThere(current.time);
            timeMicros = hasTime ? micros(current.time.getLong()) : 0;
            device = name(current.device);
            metric = name(current.metric);
            value = number(current.value);
            current.columns().forEach(ColumnReader::consume);
            return true;
        } catch (RuntimeException e) {
            // What the library throws at pages that make no sense.
            throw new IOException("row group " + nextGroup + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void open(RowGroup next) throws IOException {
        group = new Group(
                column(next, wanted.time()),
                column(next, wanted.device()),
                column(next, wanted.metric()),
                column(next, wanted.value()));
        rowsLeft = next.getNum_rows();
    }

    @SuppressWarnings("NullAway") // No version of a writer is treated by itself.
    private ColumnReader column(RowGroup of, Leaf leaf) throws IOException {
        ColumnChunk chunk = of.getColumns().get(leaf.index());
        ColumnMetaData meta = chunk.getMeta_data();
        if (meta == null || chunk.isSetFile_path()) {
            throw new IOException("column " + leaf.element().getName() + " is encrypted, or in another file");
        }
        if (meta.getNum_values() != of.getNum_rows() || of.getNum_rows() < 0) {
            throw new IOException("column " + leaf.element().getName() + " has " + meta.getNum_values() + " values for "
                    + of.getNum_rows() + " rows: the file is damaged");
        }
        long dictionary = meta.getDictionary_page_offset();
        long from = dictionary > 0 ? Math.min(dictionary, meta.getData_page_offset()) : meta.getData_page_offset();
        InputStream bytes = new Range(from, from + meta.getTotal_compressed_size());
        return new ColumnReaderImpl(leaf.descriptor(), new ChunkReader(bytes, meta), new PrimitiveConverter() {}, null);
    }

    private static boolean isThere(ColumnReader column) {
        return column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
    }

    private long micros(long time) {
        if (wanted.perSecond() > MICROS) {
            return Math.floorDiv(time, wanted.perSecond() / MICROS);
        }
        long factor = MICROS / wanted.perSecond();
        long most = Long.MAX_VALUE / factor;
        return Math.max(-most, Math.min(most, time)) * factor;
    }

    /** What is said to be long is not copied: that much memory may not be there, and no name is so long. */
    private static byte[] name(ColumnReader column) throws IOException {
        if (!isThere(column)) {
            return NO_NAME;
        }
        Binary name = column.getBinary();
        if (name.length() > MAX_NAME_BYTES) {
            throw new IOException("a name of " + name.length() + " bytes cannot be one of a device or metric");
        }
        return name.getBytes();
    }

    private String number(ColumnReader column) {
        if (!isThere(column)) {
            return "";
        }
        Type type = wanted.value().element().getType();
        if (type == Type.FLOAT) {
            return Float.toString(column.getFloat());
        }
        if (type == Type.DOUBLE) {
            return Double.toString(column.getDouble());
        }
        return type == Type.INT32 ? Integer.toString(column.getInteger()) : Long.toString(column.getLong());
    }

    /** Whether the row has a time. */
    public boolean hasTime() {
        return hasTime;
    }

    /** The time in µs since 1970; what is below is cut off, what is beyond all times is as far away as can be. */
    public long timeMicros() {
        return timeMicros;
    }

    /** The device's name as it is; of no bytes if there is none. Not to be changed. */
    public byte[] device() {
        return device;
    }

    /** The metric's name as it is; of no bytes if there is none. Not to be changed. */
    public byte[] metric() {
        return metric;
    }

    /** The value as a decimal, the shortest that reads back the same; empty if there is none. */
    public String value() {
        return value;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A part of the file. */
    private final class Range extends InputStream {

        private final long to;
        private long at;

        Range(long from, long to) throws IOException {
            if (from < 0 || to < from || to > file.size()) {
                throw new IOException("pages cannot be from byte " + from + " to " + to + ": the file is damaged");
            }
            this.at = from;
            this.to = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (at >= to) {
                return -1;
            }
            int read = file.read(ByteBuffer.wrap(into, from, (int) Math.min(count, to - at)), at);
            at += Math.max(0, read);
            listener.accept(Math.max(0, read));
            return read;
        }
    }
}
