package hub.benchmark.data;

import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;

/** One metric of one device, as it is called. */
public record SeriesName(DeviceId device, Metric metric) {

    public SeriesName(String device, String metric) {
        this(new DeviceId(device), new Metric(metric));
    }

    /** The number under which the metric stands in a frame; all metrics of the sets are standard ones. */
    public int channel() {
        return Channel.standard(metric).orElseThrow().id();
    }
}
