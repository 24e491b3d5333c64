package hub.history;

import hub.airquality.IndexRow;
import hub.airquality.IndexTable;
import hub.airquality.Score;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the hours of an answer about air quality. Names need no quoting in any format. */
final class AirQualityOutput {

    private static final List<String> COLUMNS = List.of(
            "time", "device", "index", "category", "dominant", "concentration", "coverage", "indicative", "reason");

    private final TextOut out;
    private final Format format;
    private final IndexTable table;
    private final String separator;
    private boolean first = true;

    AirQualityOutput(OutputStream out, AirQualityRequest request) {
        this.out = new TextOut(out, request.decimalComma());
        this.format = request.format();
        this.table = request.table();
        this.separator = format == Format.CSV_EXCEL ? ";" : ",";
    }

    void begin() {
        if (format.isCsv()) {
            out.add(format == Format.CSV_EXCEL ? LongOutput.BYTE_ORDER_MARK : "")
                    .add(String.join(separator, COLUMNS))
                    .add("\r\n");
        } else if (format != Format.NDJSON) {
            out.add('[');
        }
    }

    void add(IndexRow row) throws IOException {
        if (format.isCsv()) {
            csv(row);
        } else if (format == Format.SENML) {
            senml(row);
        } else {
            object(row);
        }
        out.flushIfFull();
    }

    private void csv(IndexRow row) {
        out.time(row.timeMicros()).add(separator).add(row.device().value()).add(separator);
        row.score().ifPresent(score -> out.number(score.index()));
        out.add(separator).add(row.score().map(Score::category).orElse("")).add(separator);
        out.add(row.score().isPresent() ? row.metric().name() : "").add(separator);
        number(row.concentration(), "").add(separator);
        number(row.coverage(), "").add(separator).add("true").add(separator);
        out.add(row.reason()).add("\r\n");
    }

    private TextOut number(double number, String otherwise) {
        return Double.isNaN(number) ? out.add(otherwise) : out.number(number);
    }

    private void object(IndexRow row) {
        out.add(format == Format.JSON && !first ? "," : "").add("{\"time\":\"").time(row.timeMicros());
        first = false;
        out.add("\",\"device\":\"").add(row.device().value()).add("\",\"index\":");
        if (row.score().isPresent()) {
            Score score = row.score().get();
            out.number(score.index()).add(",\"category\":\"").add(score.category());
            out.add("\",\"dominant\":\"").add(row.metric().name()).add('"');
        } else {
            out.add("null,\"category\":null,\"dominant\":null");
        }
        out.add(",\"concentration\":");
        number(row.concentration(), "null").add(",\"coverage\":");
        number(row.coverage(), "null").add(",\"indicative\":true,\"reason\":");
        out.add(row.reason().isEmpty() ? "null" : '"' + row.reason() + '"').add("}\n");
    }

    /** A pack of values: hours without an index have none. */
    private void senml(IndexRow row) {
        if (row.score().isEmpty()) {
            return;
        }
        if (row.timeMicros() < SenmlOutput.EARLIEST_MICROS) {
            throw new AnswerTooLargeException(SenmlOutput.TOO_EARLY);
        }
        out.add(first ? "" : ",").add("{\"bn\":\"").add(row.device().value()).add("/\",\"n\":\"");
        first = false;
        out.add(table.id()).add("\",\"t\":").number(row.timeMicros() / 1e6);
        out.add(",\"v\":").number(row.score().get().index()).add("}\n");
    }

    void end() throws IOException {
        out.add(format.isCsv() || format == Format.NDJSON ? "" : "]\n").flush();
    }
}
