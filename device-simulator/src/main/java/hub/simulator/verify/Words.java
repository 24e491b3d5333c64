package hub.simulator.verify;

import hub.protocol.DeviceId;
import hub.protocol.Timestamps;

/** How readings are called in messages. */
final class Words {

    private Words() {}

    /** @param metric its number; below 0 if it is about all or about none that is known */
    static String reading(DeviceId device, long micros, int metric) {
        String name = metric < 0 ? "" : " " + ReadingPattern.metricName(metric);
        return device + name + " at " + Timestamps.instant(micros);
    }
}
