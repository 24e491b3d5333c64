package hub.sql;

import hub.text.Printable;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms in which a result is written. */
public enum SqlFormat {
    /** RFC 4180, with a header. */
    CSV("csv", "text/csv; charset=utf-8; header=present"),
    /** Semicolons and a byte order mark, as spreadsheets like it. */
    CSV_EXCEL("csv-excel", "text/csv; charset=utf-8; header=present"),
    /** One array of objects. */
    JSON("json", "application/json"),
    /** One object a line. */
    NDJSON("ndjson", "application/x-ndjson"),
    /** Columns for people; as wide as the first thousand rows need. */
    TABLE("table", "text/plain; charset=utf-8");

    private final String parameter;
    private final String contentType;

    SqlFormat(String parameter, String contentType) {
        this.parameter = parameter;
        this.contentType = contentType;
    }

    /** As a request names it. */
    public String parameter() {
        return parameter;
    }

    String contentType() {
        return contentType;
    }

    /** The format of that name. */
    public static Optional<SqlFormat> parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.parameter.equals(text))
                .findFirst();
    }

    /** What is said when there is none of that name. */
    public static String unknown(String text) {
        return "'" + Printable.shortened(text) + "' is unknown; known are "
                + Arrays.stream(values()).map(SqlFormat::parameter).collect(Collectors.joining(", "));
    }
}
