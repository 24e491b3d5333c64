package hub.columnar;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.factory.DefaultV2ValuesWriterFactory;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** What the columns of a Parquet file are, for its encoders and for its footer. */
final class ParquetSchema {

    private static final long GROUP_BYTES = 8L << 20;
    private static final long MAX_GROUP_BYTES = 64L << 20;

    /** The footer has an entry for each column of each row group, which should be little beside what it is about. */
    private static final long COLUMN_BYTES = 16L << 10;

    /** With more columns each is small, and a dictionary of its own would take more than it saves. */
    private static final int FEW_COLUMNS = 100;

    private static final int MIN_PAGE_BYTES = 8 << 10;
    private static final int MAX_PAGE_BYTES = 1 << 20;

    private ParquetSchema() {}

    static MessageType message(TableSchema schema) {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        builder.addField(Types.required(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
                .named(TableSchema.TIME));
        schema.names()
                .forEach(column -> builder.addField(Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name())));
        schema.numbers()
                .forEach(name -> builder.addField(
                        Types.optional(PrimitiveTypeName.DOUBLE).named(name)));
        return builder.named("readings");
    }

    /** How much of a row group is held at most, in bytes, about. */
    static long groupBytes(TableSchema schema) {
        return Math.max(GROUP_BYTES, Math.min(MAX_GROUP_BYTES, schema.numbers().size() * COLUMN_BYTES));
    }

    /** Pages are of version 1, as the most readers have it; times are differences. */
    static ParquetProperties properties(TableSchema schema, long groupBytes) {
        boolean few = schema.numbers().size() <= FEW_COLUMNS;
        long share = groupBytes / (1 + schema.names().size() + schema.numbers().size());
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withValuesWriterFactory(new DefaultV2ValuesWriterFactory())
                .withPageSize((int) Math.max(MIN_PAGE_BYTES, Math.min(MAX_PAGE_BYTES, share)))
                .withDictionaryPageSize((int) Math.max(MIN_PAGE_BYTES, Math.min(MAX_PAGE_BYTES, share)))
                .withDictionaryEncoding(few)
                .withDictionaryEncoding(TableSchema.TIME, false)
                .withStatisticsEnabled(few)
                .withStatisticsEnabled(TableSchema.TIME, true)
                .withSizeStatisticsEnabled(false);
        schema.names().forEach(column -> builder.withDictionaryEncoding(column.name(), true));
        return builder.build();
    }

    static List<SchemaElement> elements(MessageType message) {
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement(message.getName()).setNum_children(message.getFieldCount()));
        message.getFields().forEach(field -> elements.add(element(field.asPrimitiveType())));
        return elements;
    }

    private static SchemaElement element(PrimitiveType type) {
        SchemaElement element = new SchemaElement(type.getName());
        switch (type.getPrimitiveTypeName()) {
            case INT64 ->
                element.setType(Type.INT64)
                        .setLogicalType(
                                LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))))
                        .setConverted_type(ConvertedType.TIMESTAMP_MICROS);
            case BINARY ->
                element.setType(Type.BYTE_ARRAY)
                        .setLogicalType(LogicalType.STRING(new StringType()))
                        .setConverted_type(ConvertedType.UTF8);
            default -> element.setType(Type.DOUBLE);
        }
        boolean optional = type.isRepetition(org.apache.parquet.schema.Type.Repetition.OPTIONAL);
        return element.setRepetition_type(optional ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    }

    /** Without them readers do not trust least and greatest values. */
    static List<ColumnOrder> orders(MessageType message) {
        List<ColumnOrder> orders = new ArrayList<>();
        message.getColumns().forEach(column -> orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        return orders;
    }
}
