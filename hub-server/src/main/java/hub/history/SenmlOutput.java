package hub.history;

import hub.protocol.Metric;
import java.io.IOException;
import java.util.Map;

/**
 * A SenML pack (RFC 8428): the device is the base name, the metric the name. Units are told where the registry has one for
 * the values as they are.
 */
final class SenmlOutput implements RowOutput {

    /** Times below are relative to now (RFC 8428, section 4.5.3). */
    static final long EARLIEST_MICROS = (1L << 28) * 1_000_000;

    static final String TOO_EARLY =
            "SenML cannot say times before 1978-07-04T21:24:16Z: ask from there, or in another format";

    private static final Map<String, String> UNITS = Map.of(
            "temperature", "Cel",
            "humidity", "%RH",
            "pressure", "Pa",
            "illuminance", "lx",
            "battery", "V",
            "wind_speed", "m/s",
            "voc_index", "/",
            "nox_index", "/");

    private final TextOut out;
    private boolean first = true;
    private String device = "";

    SenmlOutput(TextOut out) {
        this.out = out;
    }

    @Override
    public void begin() {
        out.add('[');
    }

    @Override
    public void add(Rows rows) throws IOException {
        if (rows.timeMicros() < EARLIEST_MICROS) {
            throw new AnswerTooLargeException(TOO_EARLY);
        }
        out.add(first ? "" : ",").add('{');
        first = false;
        if (!rows.device().equals(device)) {
            device = rows.device();
            out.add("\"bn\":\"").add(device).add("/\",");
        }
        Metric metric = rows.metric();
        out.add("\"n\":\"").add(metric.name()).add('"');
        String unit = UNITS.get(metric.name());
        if (unit != null) {
            out.add(",\"u\":\"").add(unit).add('"');
        }
        out.add(",\"t\":").number(rows.timeMicros() / 1e6);
        out.add(",\"v\":").number(rows.number(0)).add("}\n").flushIfFull();
    }

    @Override
    public void end() throws IOException {
        out.add("]\n").flush();
    }
}
