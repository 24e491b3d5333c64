package hub.store;

import hub.protocol.DeviceId;
import hub.protocol.Metric;

/**
 * One metric of one device, with its newest reading.
 *
 * @param number 1, 2, 3 …
 * @param unit may be empty
 * @param lastTimeMicros of the newest reading, in µs since 1970
 */
public record SeriesRecord(
        int number, DeviceId device, Metric metric, String unit, long lastTimeMicros, double lastValue) {}
