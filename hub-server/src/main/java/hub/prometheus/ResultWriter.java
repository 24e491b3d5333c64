package hub.prometheus;

import hub.text.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes results in Prometheus' JSON, without holding their text. Names of devices and metrics need no escapes. */
final class ResultWriter {

    private static final int FLUSH_AT = 16 * 1024;
    private static final long SECOND = 1_000_000;

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder();

    ResultWriter(OutputStream out) {
        this.out = out;
    }

    void matrix(Map<Labels, double[]> result, Steps steps) throws IOException {
        begin("matrix");
        String comma = "[";
        for (Map.Entry<Labels, double[]> series : result.entrySet()) {
            text.append(comma);
            labels(series.getKey());
            text.append(",\"values\":");
            char separator = '[';
            for (int step = 0; step < steps.count(); step++) {
                double value = series.getValue()[step];
                if (!Sample.isAbsent(value)) {
                    text.append(separator);
                    sample(steps.at(step), value);
                    separator = ',';
                }
                flush(FLUSH_AT);
            }
            text.append("]}");
            comma = ",";
        }
        end(comma);
    }

    void readings(Map<Labels, ReadingWindow> result) throws IOException {
        begin("matrix");
        String comma = "[";
        for (Map.Entry<Labels, ReadingWindow> series : result.entrySet()) {
            text.append(comma);
            labels(series.getKey());
            text.append(",\"values\":");
            long[] times = series.getValue().times();
            double[] values = series.getValue().values();
            for (int i = 0; i < times.length; i++) {
                text.append(i == 0 ? '[' : ',');
                sample(times[i], values[i]);
                flush(FLUSH_AT);
            }
            text.append("]}");
            comma = ",";
        }
        end(comma);
    }

    void vector(Map<Labels, double[]> result, Steps steps) throws IOException {
        begin("vector");
        String comma = "[";
        for (Map.Entry<Labels, double[]> series : result.entrySet()) {
            text.append(comma);
            labels(series.getKey());
            text.append(",\"value\":");
            sample(steps.at(0), series.getValue()[0]);
            text.append('}');
            flush(FLUSH_AT);
            comma = ",";
        }
        end(comma);
    }

    void scalar(double value, Steps steps) throws IOException {
        begin("scalar");
        sample(steps.at(0), value);
        text.append("}}");
        flush(0);
    }

    private void begin(String type) {
        text.append("{\"status\":\"success\",\"data\":{\"resultType\":\"")
                .append(type)
                .append("\",\"result\":");
    }

    private void end(String comma) throws IOException {
        text.append(comma.equals("[") ? "[" : "").append("]}}");
        flush(0);
    }

    private void labels(Labels labels) {
        text.append("{\"metric\":{");
        if (!labels.name().isEmpty()) {
            text.append("\"__name__\":\"").append(labels.name()).append('"');
        }
        if (!labels.device().isEmpty()) {
            text.append(labels.name().isEmpty() ? "" : ",")
                    .append("\"device\":\"")
                    .append(labels.device())
                    .append('"');
        }
        text.append('}');
    }

    private void sample(long micros, double value) {
        text.append('[');
        seconds(micros);
        text.append(",\"");
        if (Double.isFinite(value)) {
            Decimals.append(text, value);
        } else {
            text.append(Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
        }
        text.append("\"]");
    }

    /** With as many decimals as it needs. */
    private void seconds(long micros) {
        if (micros < 0) {
            text.append('-');
        }
        long magnitude = Math.abs(micros);
        text.append(magnitude / SECOND);
        long fraction = magnitude % SECOND;
        if (fraction > 0) {
            text.append('.');
            String digits = Long.toString(fraction + SECOND);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            text.append(digits, 1, end);
        }
    }

    private void flush(int above) throws IOException {
        if (text.length() > above) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        }
    }
}
