package hub.ingest;

import hub.protocol.DeviceId;
import hub.protocol.frame.ReadingsFrame;
import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * For Flight Recorder: a frame is durable. Off unless asked for, since there are as many as frames.
 *
 * <p>Without a recording, no event is even loaded: the first would start Flight Recorder, which takes 70 ms.
 */
final class FrameEvent {

    @Name("hub.Frame")
    @Label("Frame durable")
    @Category("Telemetry hub")
    @Enabled(false)
    @StackTrace(false)
    static final class Recorded extends Event {

        @Label("Device")
        final String device;

        @Label("Readings")
        final int readings;

        @Label("From Receipt")
        @Timespan(Timespan.NANOSECONDS)
        final long latency;

        Recorded(String device, int readings, long latency) {
            this.device = device;
            this.readings = readings;
            this.latency = latency;
        }
    }

    private FrameEvent() {}

    /** @param nanos from its receipt until it was durable */
    static void commit(DeviceId device, ReadingsFrame frame, long nanos) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        Recorded event = new Recorded(device.value(), frame.count(), nanos);
        if (event.isEnabled()) {
            event.commit();
        }
    }
}
