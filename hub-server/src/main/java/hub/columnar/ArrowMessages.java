package hub.columnar;

import com.google.flatbuffers.FlatBufferBuilder;
import hub.columnar.ArrowColumn.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** The messages of an Arrow IPC stream: each a flatbuffer that describes it, then its buffers, all at multiples of 8 bytes. */
final class ArrowMessages {

    private static final int CONTINUES = -1;
    private static final int ALIGNED = 8;
    private static final int FIRST_BYTES = 1_024;

    private final OutputStream out;

    ArrowMessages(OutputStream out) {
        this.out = out;
    }

    void schema(TableSchema schema) throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
        int header = ArrowSchema.add(builder, schema);
        write(builder, MessageHeader.Schema, header, List.of());
    }

    /** @param number of the column of names, from 0 */
    void dictionary(int number, List<String> names) throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
        List<ArrowColumn> columns = List.of(ArrowColumn.ofTexts(names));
        int data = recordBatch(builder, names.size(), columns);
        int header = DictionaryBatch.createDictionaryBatch(builder, number, data, false);
        write(builder, MessageHeader.DictionaryBatch, header, columns);
    }

    void batch(int rows, List<ArrowColumn> columns) throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
        write(builder, MessageHeader.RecordBatch, recordBatch(builder, rows, columns), columns);
    }

    void end() throws IOException {
        out.write(word(CONTINUES));
        out.write(word(0));
        out.flush();
    }

    /** Flatbuffers are built from behind. */
    private static int recordBatch(FlatBufferBuilder builder, int rows, List<ArrowColumn> columns) {
        int parts = columns.stream().mapToInt(column -> column.parts().size()).sum();
        RecordBatch.startBuffersVector(builder, parts);
        long behind = bodyBytes(columns);
        for (int i = columns.size() - 1; i >= 0; i--) {
            List<Part> own = columns.get(i).parts();
            for (int j = own.size() - 1; j >= 0; j--) {
                behind -= aligned(own.get(j).bytes());
                Buffer.createBuffer(builder, behind, own.get(j).bytes());
            }
        }
        int buffers = builder.endVector();
        RecordBatch.startNodesVector(builder, columns.size());
        for (int i = columns.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(builder, rows, columns.get(i).nulls());
        }
        int nodes = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        return RecordBatch.endRecordBatch(builder);
    }

    private static long bodyBytes(List<ArrowColumn> columns) {
        return columns.stream()
                .flatMap(column -> column.parts().stream())
                .mapToLong(part -> aligned(part.bytes()))
                .sum();
    }

    private void write(FlatBufferBuilder builder, byte kind, int header, List<ArrowColumn> columns) throws IOException {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, kind);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyBytes(columns));
        builder.finish(Message.endMessage(builder));
        byte[] described = builder.sizedByteArray();
        out.write(word(CONTINUES));
        out.write(word(aligned(described.length)));
        out.write(described);
        fill(described.length);
        for (ArrowColumn column : columns) {
            for (Part part : column.parts()) {
                out.write(part.content().get().array(), 0, part.bytes());
                fill(part.bytes());
            }
        }
    }

    private void fill(int bytes) throws IOException {
        out.write(new byte[aligned(bytes) - bytes]);
    }

    private static int aligned(int bytes) {
        return (bytes + ALIGNED - 1) / ALIGNED * ALIGNED;
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
