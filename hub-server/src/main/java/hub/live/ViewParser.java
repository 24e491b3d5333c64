package hub.live;

import hub.live.View.Between;
import hub.live.View.Everything;
import hub.live.View.Since;
import hub.live.View.Span;
import hub.live.View.Window;
import java.time.Duration;

/** Parses what a viewer wants to see: {@code from}, {@code to}, {@code window}, {@code pixels}, {@code view}. */
final class ViewParser {

    /** Some 270,000 years either way, as browsers have it. */
    private static final long MOST_MILLIS = 8_640_000_000_000_000L;

    private static final long LAST_NUMBER = 0xFFFF_FFFFL;

    private ViewParser() {}

    /** @throws IllegalArgumentException if it makes no sense; the message says why */
    static View parse(JsonFields fields) {
        long number = fields.has("view") ? fields.integer("view", 0, LAST_NUMBER) : 0;
        int pixels = (int) fields.integer("pixels", 1, LiveOptions.MAX_PIXELS);
        return new View(number, span(fields), pixels);
    }

    private static Span span(JsonFields fields) {
        if (fields.has("window")) {
            if (fields.has("from") || fields.has("to")) {
                throw new IllegalArgumentException("\"window\" ends now; leave out \"from\" and \"to\", or \"window\"");
            }
            Duration window = fields.duration("window", Duration.ofSeconds(1), LiveOptions.MAX_WINDOW);
            return new Window(window.toNanos() / 1_000);
        }
        if (!fields.has("from")) {
            if (fields.has("to")) {
                throw new IllegalArgumentException("\"to\" needs \"from\"");
            }
            return new Everything();
        }
        long from = micros(fields, "from");
        if (!fields.has("to")) {
            return new Since(from);
        }
        long to = micros(fields, "to");
        if (to <= from) {
            throw new IllegalArgumentException("\"to\" is not behind \"from\"");
        }
        return new Between(from, to);
    }

    private static long micros(JsonFields fields, String name) {
        return fields.integer(name, -MOST_MILLIS, MOST_MILLIS) * 1_000;
    }
}
