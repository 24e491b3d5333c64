package hub.live;

import hub.live.View.Between;
import hub.live.View.Everything;
import hub.live.View.Since;
import hub.live.View.Window;
import hub.query.Buckets;
import hub.store.TimeRange;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The buckets of a view.
 *
 * <p>A view with both ends is divided as {@code pixels} of {@code GET /api/v1/readings} divides it. One that goes on has
 * buckets of a whole number of milliseconds, counted from 1970, as its {@code step} has them: so they stay the same ones
 * while time passes.
 *
 * @param range its end is {@link Long#MAX_VALUE} if it goes on
 * @param widthMicros how wide a bucket is; a fraction is left out
 */
record ViewGrid(TimeRange range, Buckets buckets, long widthMicros) {

    private static final long MILLI_MICROS = 1_000;

    /** @param first the time of the first reading; asked for only if it matters */
    static ViewGrid of(View view, long nowMicros, Supplier<OptionalLong> first) {
        if (view.span() instanceof Between between) {
            return closed(new TimeRange(between.fromMicros(), between.toMicros()), view.pixels());
        }
        long from = nowMicros;
        if (view.span() instanceof Window window) {
            from = nowMicros - window.micros();
        } else if (view.span() instanceof Since since) {
            from = since.fromMicros();
        } else if (view.span() instanceof Everything) {
            from = first.get().orElse(nowMicros);
        }
        return open(from, nowMicros, view.pixels());
    }

    private static ViewGrid closed(TimeRange range, int pixels) {
        long length = range.toMicros() - range.fromMicros();
        int count = (int) Math.min(pixels, length);
        return new ViewGrid(range, Buckets.equal(range, count), length / count);
    }

    private static ViewGrid open(long from, long now, int pixels) {
        long millis = Math.max(1, (now - from) / MILLI_MICROS);
        long width = Math.max(1, -Math.floorDiv(-millis, (long) pixels)) * MILLI_MICROS;
        Buckets buckets = Buckets.fixed(width, 0);
        return new ViewGrid(new TimeRange(buckets.start(from), Long.MAX_VALUE), buckets, width);
    }

    boolean isOpen() {
        return range.toMicros() == Long.MAX_VALUE;
    }

    /** The bucket's part in the range. */
    TimeRange bucket(long timeMicros) {
        return new TimeRange(
                Math.max(range.fromMicros(), buckets.start(timeMicros)),
                Math.min(range.toMicros(), buckets.end(timeMicros)));
    }

    /** The same buckets of a part of the range. */
    ViewGrid part(TimeRange part) {
        return new ViewGrid(part, buckets, widthMicros);
    }
}
