package hub.store.h2;

import hub.protocol.Metric;
import hub.store.SeriesRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A series as it is now. Confined to the store's lock. */
final class SeriesState {

    final int number;
    final DeviceState device;
    final Metric metric;
    final String unit;

    /** Readings since the last freeze. */
    @Nullable SeriesHead active;

    /** Readings that a fold is writing. */
    @Nullable SeriesHead frozen;

    /** Whether it has a row in the database. Set by the writer. */
    boolean stored;

    private long lastTime = Long.MIN_VALUE;
    private double lastValue;

    SeriesState(int number, DeviceState device, Metric metric, String unit) {
        this.number = number;
        this.device = device;
        this.metric = metric;
        this.unit = unit;
    }

    /** What the newest reading was when the device was last folded. */
    void restore(long timeMicros, double value) {
        lastTime = timeMicros;
        lastValue = value;
    }

    /** Takes a reading. Returns how many bytes of memory that took. */
    long add(long timeMicros, double value) {
        if (timeMicros >= lastTime) {
            lastTime = timeMicros;
            lastValue = value;
        }
        if (active == null) {
            active = new SeriesHead();
        }
        return active.add(timeMicros, value);
    }

    /** What is not in a chunk yet, in the order of arrival. */
    List<SeriesHead.View> heads() {
        List<SeriesHead.View> heads = new ArrayList<>(2);
        if (frozen != null) {
            heads.add(frozen.view());
        }
        if (active != null) {
            heads.add(active.view());
        }
        return heads;
    }

    SeriesRecord toRecord() {
        return new SeriesRecord(number, device.id, metric, unit, lastTime, lastValue);
    }
}
