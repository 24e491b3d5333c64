package hub.columnar;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** A table's columns, as the first message of an Arrow stream tells them. */
final class ArrowSchema {

    private static final int NO_DICTIONARY = 0;
    private static final int INDEX_BITS = 32;

    private final FlatBufferBuilder builder;

    private ArrowSchema(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    /** Adds it to a message; where it is there. */
    static int add(FlatBufferBuilder builder, TableSchema schema) {
        return new ArrowSchema(builder).add(schema);
    }

    private int add(TableSchema schema) {
        List<Integer> fields = new ArrayList<>();
        int zone = builder.createString("UTC");
        int time = Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, zone);
        fields.add(field(TableSchema.TIME, false, Type.Timestamp, time, NO_DICTIONARY));
        for (int i = 0; i < schema.names().size(); i++) {
            int index = Int.createInt(builder, INDEX_BITS, true);
            int dictionary =
                    DictionaryEncoding.createDictionaryEncoding(builder, i, index, false, DictionaryKind.DenseArray);
            Utf8.startUtf8(builder);
            int text = Utf8.endUtf8(builder);
            fields.add(field(schema.names().get(i).name(), false, Type.Utf8, text, dictionary));
        }
        for (String name : schema.numbers()) {
            int number = FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            fields.add(field(name, true, Type.FloatingPoint, number, NO_DICTIONARY));
        }
        int all = Schema.createFieldsVector(builder, ints(fields));
        int notes = Schema.createCustomMetadataVector(builder, ints(notes(schema)));
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, all);
        Schema.addCustomMetadata(builder, notes);
        return Schema.endSchema(builder);
    }

    private List<Integer> notes(TableSchema schema) {
        List<Integer> notes = new ArrayList<>();
        schema.notes()
                .forEach((key, value) -> notes.add(
                        KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value))));
        return notes;
    }

    private int field(String name, boolean nullable, byte typeKind, int type, int dictionary) {
        int named = builder.createString(name);
        int children = Field.createChildrenVector(builder, new int[0]);
        Field.startField(builder);
        Field.addName(builder, named);
        Field.addNullable(builder, nullable);
        Field.addTypeType(builder, typeKind);
        Field.addType(builder, type);
        if (dictionary != NO_DICTIONARY) {
            Field.addDictionary(builder, dictionary);
        }
        Field.addChildren(builder, children);
        return Field.endField(builder);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
