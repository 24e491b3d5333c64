package hub.ingest;

import hub.protocol.DeviceId;
import hub.protocol.frame.ReadingsFrame;
import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** For Flight Recorder: a frame is durable. Off unless asked for, since there are as many as frames. */
@Name("hub.Frame")
@Label("Frame durable")
@Category("Telemetry hub")
@Enabled(false)
@StackTrace(false)
final class FrameEvent extends Event {

    @Label("Device")
    final String device;

    @Label("Readings")
    final int readings;

    @Label("From Receipt")
    @Timespan(Timespan.NANOSECONDS)
    final long latency;

    private FrameEvent(String device, int readings, long latency) {
        this.device = device;
        this.readings = readings;
        this.latency = latency;
    }

    /** @param nanos from its receipt until it was durable */
    static void commit(DeviceId device, ReadingsFrame frame, long nanos) {
        FrameEvent event = new FrameEvent(device.value(), frame.count(), nanos);
        if (event.isEnabled()) {
            event.commit();
        }
    }
}
