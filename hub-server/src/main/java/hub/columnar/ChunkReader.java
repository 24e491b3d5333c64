package hub.columnar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Reads the pages of a column in a row group, one at a time. */
final class ChunkReader implements PageReader {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_PAGE_BYTES = 256 << 20;

    private final InputStream in;
    private final CompressionCodec codec;
    private final long values;
    private final @Nullable DictionaryPage dictionary;
    private @Nullable PageHeader first;

    /** @param chunk all of the chunk's bytes */
    ChunkReader(InputStream chunk, ColumnMetaData meta) throws IOException {
        this.in = new BufferedInputStream(chunk, BUFFER_BYTES);
        this.codec = meta.getCodec();
        this.values = meta.getNum_values();
        PageHeader header = values == 0 ? null : header();
        if (header != null && header.getType() == PageType.DICTIONARY_PAGE) {
            byte[] bytes = ParquetCodec.unpack(codec, body(header), 0, header.getCompressed_page_size(), plain(header));
            this.dictionary = dictionary(header.getDictionary_page_header(), bytes);
            this.first = null;
        } else {
            this.dictionary = null;
            this.first = header;
        }
    }

    private static DictionaryPage dictionary(DictionaryPageHeader header, byte[] bytes) throws IOException {
        if (header.getNum_values() < 0 || header.getNum_values() > bytes.length) {
            throw new IOException("a dictionary of " + bytes.length + " bytes cannot have " + header.getNum_values()
                    + " values: the file is damaged");
        }
        return new DictionaryPage(
                BytesInput.from(bytes),
                header.getNum_values(),
                Encoding.valueOf(header.getEncoding().name()));
    }

    private PageHeader header() throws IOException {
        try {
            return Util.readPageHeader(in);
        } catch (IOException e) {
            throw new IOException("the header of a page makes no sense: " + e.getMessage(), e);
        }
    }

    private byte[] body(PageHeader header) throws IOException {
        int length = checked(header.getCompressed_page_size());
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("a page ends after " + body.length + " of " + length + " bytes: the file is damaged");
        }
        return body;
    }

    private static int plain(PageHeader header) throws IOException {
        return checked(header.getUncompressed_page_size());
    }

    private static int checked(int bytes) throws IOException {
        if (bytes < 0 || bytes > MAX_PAGE_BYTES) {
            throw new IOException("a page of " + bytes + " bytes is more than " + MAX_PAGE_BYTES
                    + ", or the file is damaged: write it again with smaller pages");
        }
        return bytes;
    }

    @Override
    @SuppressWarnings("NullAway") // The library takes null for none.
    public DictionaryPage readDictionaryPage() {
        return dictionary;
    }

    @Override
    public long getTotalValueCount() {
        return values;
    }

    @Override
    public DataPage readPage() {
        try {
            while (true) {
                PageHeader begun = first;
                PageHeader header = begun == null ? header() : begun;
                first = null;
                byte[] body = body(header);
                if (header.isSetData_page_header()) {
                    return version1(header, body);
                }
                if (header.isSetData_page_header_v2()) {
                    return version2(header, body);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NullAway") // Statistics are not looked at.
    private DataPage version1(PageHeader header, byte[] body) throws IOException {
        DataPageHeader page = header.getData_page_header();
        return new DataPageV1(
                BytesInput.from(ParquetCodec.unpack(codec, body, 0, body.length, plain(header))),
                page.getNum_values(),
                header.getUncompressed_page_size(),
                null,
                Encoding.valueOf(page.getRepetition_level_encoding().name()),
                Encoding.valueOf(page.getDefinition_level_encoding().name()),
                Encoding.valueOf(page.getEncoding().name()));
    }

    /** Levels are never compressed. */
    @SuppressWarnings("NullAway") // Statistics are not looked at.
    private DataPage version2(PageHeader header, byte[] body) throws IOException {
        DataPageHeaderV2 page = header.getData_page_header_v2();
        int repetition = page.getRepetition_levels_byte_length();
        int definition = page.getDefinition_levels_byte_length();
        int levels = repetition + definition;
        CompressionCodec packed = page.isIs_compressed() ? codec : CompressionCodec.UNCOMPRESSED;
        byte[] data = ParquetCodec.unpack(packed, body, levels, body.length - levels, plain(header) - levels);
        return DataPageV2.uncompressed(
                page.getNum_rows(),
                page.getNum_nulls(),
                page.getNum_values(),
                BytesInput.from(body, 0, repetition),
                BytesInput.from(body, repetition, definition),
                Encoding.valueOf(page.getEncoding().name()),
                BytesInput.from(data),
                null);
    }
}
