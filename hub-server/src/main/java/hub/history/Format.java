package hub.history;

import hub.text.Printable;

/** The forms in which readings are written. */
enum Format {
    /** RFC 4180, with a header. */
    CSV("csv", "text/csv; charset=utf-8; header=present"),
    /** One array of objects. */
    JSON("json", "application/json"),
    /** One object a line. */
    NDJSON("ndjson", "application/x-ndjson");

    private final String parameter;
    private final String contentType;

    Format(String parameter, String contentType) {
        this.parameter = parameter;
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    static Format parse(String text) {
        for (Format format : values()) {
            if (format.parameter.equals(text)) {
                return format;
            }
        }
        throw new BadRequestException(
                "parameter 'format': '" + Printable.shortened(text) + "' is unknown; known are csv, json, ndjson");
    }
}
