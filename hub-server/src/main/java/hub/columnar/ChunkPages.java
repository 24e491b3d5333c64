package hub.columnar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;

/** The compressed pages of a column in a row group. */
final class ChunkPages implements PageWriter {

    private static final CompressionCodec CODEC = CompressionCodec.ZSTD;
    private static final byte PLUS = 0;
    private static final byte MINUS = (byte) 0x80;

    private final String name;
    private final PrimitiveType type;
    private final List<byte[]> dictionary = new ArrayList<>();
    private final List<byte[]> pages = new ArrayList<>();
    private final Set<org.apache.parquet.format.Encoding> encodings =
            EnumSet.noneOf(org.apache.parquet.format.Encoding.class);
    private final Statistics<?> statistics;
    private long values;
    private long plainBytes;
    private long heldBytes;

    ChunkPages(ColumnDescriptor column) {
        this.name = column.getPath()[0];
        this.type = column.getPrimitiveType();
        this.statistics = Statistics.createStats(type);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> ofPage,
            SizeStatistics sizes,
            GeospatialStatistics places,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, rowCount, ofPage, repetition, definition, encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> ofPage,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        DataPageHeader header =
                new DataPageHeader(valueCount, inFile(encoding), inFile(definition), inFile(repetition));
        encodings.addAll(Set.of(inFile(encoding), inFile(definition)));
        add(pages, PageType.DATA_PAGE, bytes, page -> page.setData_page_header(header));
        if (!ofPage.isEmpty()) {
            statistics.mergeStatistics(ofPage);
        }
        values += valueCount;
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        DictionaryPageHeader header = new DictionaryPageHeader(page.getDictionarySize(), inFile(page.getEncoding()));
        encodings.add(inFile(page.getEncoding()));
        add(dictionary, PageType.DICTIONARY_PAGE, page.getBytes(), head -> head.setDictionary_page_header(header));
    }

    private void add(List<byte[]> to, PageType kind, BytesInput bytes, Consumer<PageHeader> described)
            throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(copy);
        byte[] plain = copy.toByteArray();
        byte[] packed = ParquetCodec.pack(plain);
        PageHeader header = new PageHeader(kind, plain.length, packed.length);
        described.accept(header);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Util.writePageHeader(header, head);
        to.add(head.toByteArray());
        to.add(packed);
        heldBytes += (long) head.size() + packed.length;
        plainBytes += (long) head.size() + plain.length;
    }

    private static org.apache.parquet.format.Encoding inFile(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    /** Writes all pages; the chunk's entry in the footer. */
    ColumnChunk write(CountedOutput out) throws IOException {
        long from = out.count();
        write(dictionary, out);
        long data = out.count();
        write(pages, out);
        ColumnMetaData meta = new ColumnMetaData(
                Type.valueOf(typeInFile()),
                new ArrayList<>(encodings),
                List.of(name),
                CODEC,
                values,
                plainBytes,
                out.count() - from,
                data);
        if (data > from) {
            meta.setDictionary_page_offset(from);
        }
        if (!statistics.isEmpty()) {
            meta.setStatistics(inFile(statistics));
        }
        return new ColumnChunk(0).setMeta_data(meta);
    }

    private static void write(List<byte[]> parts, CountedOutput out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
    }

    private String typeInFile() {
        return type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY
                ? Type.BYTE_ARRAY.name()
                : type.getPrimitiveTypeName().name();
    }

    private org.apache.parquet.format.Statistics inFile(Statistics<?> statistics) {
        org.apache.parquet.format.Statistics written = new org.apache.parquet.format.Statistics();
        if (statistics.isNumNullsSet()) {
            written.setNull_count(statistics.getNumNulls());
        }
        if (statistics.hasNonNullValue()) {
            written.setMin_value(withSignOfZero(statistics.getMinBytes(), MINUS));
            written.setMax_value(withSignOfZero(statistics.getMaxBytes(), PLUS));
        }
        return written;
    }

    /** Zeros of either sign are equal: the least of numbers is to be -0 and the greatest +0, says the format. */
    private byte[] withSignOfZero(byte[] bound, byte sign) {
        if (type.getPrimitiveTypeName() != PrimitiveType.PrimitiveTypeName.DOUBLE
                || ByteBuffer.wrap(bound).order(ByteOrder.LITTLE_ENDIAN).getDouble() != 0) {
            return bound;
        }
        byte[] zero = new byte[Double.BYTES];
        zero[Double.BYTES - 1] = sign;
        return zero;
    }

    @Override
    public long getMemSize() {
        return heldBytes;
    }

    @Override
    public long allocatedSize() {
        return getMemSize();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + name + ": " + getMemSize() + " bytes";
    }

    @Override
    @SuppressWarnings("deprecation") // It is to be there.
    public void writePage(
            BytesInput bytes, int valueCount, Statistics<?> ofPage, Encoding rl, Encoding dl, Encoding encoding) {
        throw new UnsupportedOperationException("pages of this version know how many rows they have");
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetition,
            BytesInput definition,
            Encoding encoding,
            BytesInput data,
            Statistics<?> ofPage) {
        throw new UnsupportedOperationException("pages are of version 1");
    }
}
