package hub.columnar;

import hub.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Where a Parquet file has its times, devices, metrics and values.
 *
 * @param perSecond in which part of a second times are
 */
record ReadingColumns(Leaf time, long perSecond, Leaf device, Leaf metric, Leaf value) {

    static final String WANTED =
            "time (TIMESTAMP in UTC), device, metric (both STRING) and value (DOUBLE, FLOAT, INT32" + " or INT64)";

    /**
     * A column that has values of its own, and is in no other.
     *
     * @param index of its chunk in each row group
     */
    record Leaf(int index, SchemaElement element, ColumnDescriptor descriptor) {

        boolean isOf(Type... types) {
            return List.of(types).contains(element.getType());
        }
    }

    /** @throws IOException if they are not there; the message names what is there and what is wanted */
    static ReadingColumns of(List<SchemaElement> schema) throws IOException {
        try {
            Map<String, Leaf> leaves = leaves(schema);
            Leaf time = leaves.get("time");
            Leaf device = leaves.get("device");
            Leaf metric = leaves.get("metric");
            Leaf value = leaves.get("value");
            if (time != null && device != null && metric != null && value != null) {
                long perSecond = perSecond(time);
                boolean number = value.isOf(Type.DOUBLE, Type.FLOAT)
                        || (value.isOf(Type.INT32, Type.INT64) && isPlainNumber(value.element()));
                if (perSecond > 0 && isText(device) && isText(metric) && number) {
                    return new ReadingColumns(time, perSecond, device, metric, value);
                }
            }
            throw new IOException("its columns are " + described(schema) + "; wanted are " + WANTED
                    + ", as an export with format=parquet has them in the long layout");
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("its schema makes no sense: the file is damaged", e);
        }
    }

    private static Map<String, Leaf> leaves(List<SchemaElement> schema) {
        Map<String, Leaf> leaves = new HashMap<>();
        int index = 0;
        int at = 1;
        for (int i = 0; i < schema.get(0).getNum_children(); i++) {
            SchemaElement element = schema.get(at);
            boolean single = element.getRepetition_type() != FieldRepetitionType.REPEATED;
            if (element.isSetType() && single) {
                leaves.put(element.getName(), new Leaf(index, element, descriptor(element)));
            }
            int behind = behind(schema, at);
            index += (int) schema.subList(at, behind).stream()
                    .filter(SchemaElement::isSetType)
                    .count();
            at = behind;
        }
        return leaves;
    }

    /** Where the next column begins; this one may have others in it. */
    private static int behind(List<SchemaElement> schema, int column) {
        int left = 1;
        int at = column;
        while (left > 0) {
            left += schema.get(at++).getNum_children() - 1;
        }
        return at;
    }

    private static ColumnDescriptor descriptor(SchemaElement element) {
        PrimitiveTypeName type = switch (element.getType()) {
            case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT32 -> PrimitiveTypeName.INT32;
            case INT64 -> PrimitiveTypeName.INT64;
            case INT96 -> PrimitiveTypeName.INT96;
            case FLOAT -> PrimitiveTypeName.FLOAT;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
        };
        int length = Math.max(1, element.getType_length());
        boolean optional = element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
        return new ColumnDescriptor(
                new String[] {element.getName()},
                optional
                        ? Types.optional(type).length(length).named(element.getName())
                        : Types.required(type).length(length).named(element.getName()),
                0,
                optional ? 1 : 0);
    }

    /** 0 if it is no time in UTC. */
    private static long perSecond(Leaf time) {
        if (!time.isOf(Type.INT64)) {
            return 0;
        }
        SchemaElement element = time.element();
        if (element.isSetLogicalType() && element.getLogicalType().isSetTIMESTAMP()) {
            TimeUnit unit = element.getLogicalType().getTIMESTAMP().getUnit();
            boolean utc = element.getLogicalType().getTIMESTAMP().isIsAdjustedToUTC();
            return !utc ? 0 : unit.isSetMILLIS() ? 1_000 : unit.isSetMICROS() ? 1_000_000 : 1_000_000_000;
        }
        ConvertedType type = element.getConverted_type();
        return type == ConvertedType.TIMESTAMP_MILLIS ? 1_000 : type == ConvertedType.TIMESTAMP_MICROS ? 1_000_000 : 0;
    }

    private static boolean isText(Leaf leaf) {
        SchemaElement element = leaf.element();
        return leaf.isOf(Type.BYTE_ARRAY)
                && (element.getConverted_type() == ConvertedType.UTF8
                        || (element.isSetLogicalType()
                                && element.getLogicalType().isSetSTRING()));
    }

    /** And no date, no part of a second, no decimal. */
    private static boolean isPlainNumber(SchemaElement element) {
        return element.isSetLogicalType()
                ? element.getLogicalType().isSetINTEGER()
                : !element.isSetConverted_type()
                        || element.getConverted_type().name().startsWith("INT_");
    }

    private static String described(List<SchemaElement> schema) {
        List<String> columns = new ArrayList<>();
        for (int at = 1; at < schema.size(); at = behind(schema, at)) {
            columns.add(schema.get(at).getName() + " (" + kind(schema.get(at)) + ")");
        }
        return Printable.shortened(String.join(", ", columns));
    }

    private static String kind(SchemaElement element) {
        String type = element.isSetType() ? element.getType().name() : "nested";
        if (element.isSetLogicalType() && element.getLogicalType().isSetTIMESTAMP()) {
            boolean utc = element.getLogicalType().getTIMESTAMP().isIsAdjustedToUTC();
            return "TIMESTAMP " + (utc ? "in UTC" : "without a zone");
        }
        return element.isSetConverted_type() ? element.getConverted_type().name() : type;
    }
}
