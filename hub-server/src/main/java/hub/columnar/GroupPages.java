package hub.columnar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.schema.MessageType;

/** The compressed pages of a row group, until it is written. */
final class GroupPages implements PageWriteStore {

    private final Map<String, ChunkPages> chunks = new HashMap<>();

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return chunks.computeIfAbsent(column.getPath()[0], added -> new ChunkPages(column));
    }

    /** Writes the group; its entry in the footer. */
    RowGroup write(MessageType message, CountedOutput out, long rows, int number) throws IOException {
        List<ColumnChunk> entries = new ArrayList<>();
        long from = out.count();
        long bytes = 0;
        for (ColumnDescriptor column : message.getColumns()) {
            ChunkPages chunk = chunks.get(column.getPath()[0]);
            if (chunk == null) {
                throw new IllegalStateException("column " + column.getPath()[0] + " has no pages");
            }
            ColumnChunk entry = chunk.write(out);
            bytes += entry.getMeta_data().getTotal_uncompressed_size();
            entries.add(entry);
        }
        RowGroup group = new RowGroup(entries, bytes, rows);
        group.setFile_offset(from).setTotal_compressed_size(out.count() - from);
        return number <= Short.MAX_VALUE ? group.setOrdinal((short) number) : group;
    }
}
