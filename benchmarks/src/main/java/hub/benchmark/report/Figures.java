package hub.benchmark.report;

import java.util.Arrays;
import java.util.Locale;

/** Figures as people read them. */
public final class Figures {

    private Figures() {}

    /** Three significant digits at least, thousands separated: 0.0123, 4.56, 78.9, 12,345. */
    public static String of(double value) {
        double magnitude = Math.abs(value);
        if (magnitude == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(magnitude)));
        return String.format(Locale.ROOT, "%,." + Math.min(decimals, 6) + "f", value);
    }

    /** A whole number, thousands separated. */
    public static String of(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How many times the second the first is. */
    public static String ratio(double one, double other) {
        return of(one / other) + " ×";
    }

    /** Nanoseconds as milliseconds. */
    public static String millis(double nanos) {
        return of(nanos / 1e6);
    }

    /** Nanoseconds as microseconds. */
    public static String micros(double nanos) {
        return of(nanos / 1e3);
    }

    /** The middle one; of two the lower. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** The least one. */
    public static double least(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** The greatest one. */
    public static double most(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Values of rising and falling height in one line of text. */
    public static String sparkline(double... values) {
        String bars = "▁▂▃▄▅▆▇█";
        double top = Arrays.stream(values).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double value : values) {
            line.append(bars.charAt(top == 0 ? 0 : (int) Math.min(7, 8 * value / top)));
        }
        return line.toString();
    }
}
