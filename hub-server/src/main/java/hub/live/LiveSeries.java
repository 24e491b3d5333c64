package hub.live;

import hub.protocol.DeviceId;
import hub.protocol.Metric;

/** A series as viewers know it: a number, and its newest reading. Confined to the feed's thread. */
final class LiveSeries {

    final int number;
    final DeviceId device;
    final Metric metric;
    final String unit;
    long lastTime;
    double lastValue;
    boolean changed;
    Traits traits;

    LiveSeries(
            int number, DeviceId device, Traits traits, Metric metric, String unit, long lastTime, double lastValue) {
        this.number = number;
        this.device = device;
        this.traits = traits;
        this.metric = metric;
        this.unit = unit;
        this.lastTime = lastTime;
        this.lastValue = lastValue;
    }
}
