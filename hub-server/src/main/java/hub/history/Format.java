package hub.history;

import hub.text.Printable;
import java.util.Arrays;
import java.util.stream.Collectors;

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
    SENML("senml", "application/senml+json");

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
        return isCsv() ? ".csv" : this == NDJSON ? ".ndjson" : ".json";
    }

    boolean isCsv() {
        return this == CSV || this == CSV_EXCEL;
    }

    static Format parse(String text) {
        for (Format format : values()) {
            if (format.parameter.equals(text)) {
                return format;
            }
        }
        throw new BadRequestException("parameter 'format': '" + Printable.shortened(text) + "' is unknown; known are "
                + Arrays.stream(values()).map(format -> format.parameter).collect(Collectors.joining(", ")));
    }
}
