package hub.history;

import hub.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which readings are written. */
enum Format {
    /** RFC 4180, with a header. */
    CSV("csv", "text/csv; charset=utf-8; header=present"),
    /** Semicolons and a byte order mark, as spreadsheets like it. */
    CSV_EXCEL("csv-excel", "text/csv; charset=utf-8; header=present"),
    /** One array of objects. */
    JSON("json", "application/json"),
    /** One object a line. */
    NDJSON("ndjson", "application/x-ndjson"),
    /** A SenML pack (RFC 8428). */
    SENML("senml", "application/senml+json"),
    /** A file of Apache Parquet. */
    PARQUET("parquet", "application/vnd.apache.parquet"),
    /** A stream of Apache Arrow's IPC format. */
    ARROW("arrow", "application/vnd.apache.arrow.stream");

    private static final List<Format> BY_ACCEPT = List.of(PARQUET, ARROW);

    private final String parameter;
    private final String contentType;

    Format(String parameter, String contentType) {
        this.parameter = parameter;
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** How the name of a file ends that is of this form. */
    String ending() {
        return switch (this) {
            case CSV, CSV_EXCEL -> ".csv";
            case JSON, SENML -> ".json";
            case NDJSON -> ".ndjson";
            case PARQUET -> ".parquet";
            case ARROW -> ".arrows";
        };
    }

    /** Whether it is compressed as it is. */
    boolean isPacked() {
        return this == PARQUET;
    }

    /** Whether it is a table of typed columns, and no text. */
    boolean isTable() {
        return this == PARQUET || this == ARROW;
    }

    boolean isCsv() {
        return this == CSV || this == CSV_EXCEL;
    }

    /** What a request asks for: by its parameter, else by an {@code Accept} header that names one of the tables. */
    static Format of(Optional<String> parameter, @Nullable String accept) {
        return parameter.map(Format::parse).orElseGet(() -> accepted(accept));
    }

    private static Format accepted(@Nullable String accept) {
        if (accept != null) {
            for (String one : accept.split(",", -1)) {
                String type = one.split(";", 2)[0].strip();
                for (Format format : BY_ACCEPT) {
                    if (format.contentType.equalsIgnoreCase(type)) {
                        return format;
                    }
                }
            }
        }
        return CSV;
    }

    private static Format parse(String text) {
        for (Format format : values()) {
            if (format.parameter.equals(text)) {
                return format;
            }
        }
        throw new BadRequestException("parameter 'format': '" + Printable.shortened(text) + "' is unknown; known are "
                + Arrays.stream(values()).map(format -> format.parameter).collect(Collectors.joining(", ")));
    }
}
