package hub.protocol.message;

import hub.json.JsonValue.JsonObject;
import java.util.List;

/** A text frame from the hub to a device (protocol section 2). */
public sealed interface HubMessage {

    /**
     * The first message after the upgrade.
     *
     * @param timeMillis the hub's clock, Unix ms
     * @param heartbeatSeconds how often the hub pings
     * @param maxFrameBytes the longest message that the hub takes
     * @param resume what is durable, newest epoch first, at most {@link #MAX_RESUME}
     */
    record Welcome(long timeMillis, int heartbeatSeconds, int maxFrameBytes, List<ResumePoint> resume)
            implements HubMessage {

        /** The most epochs that a welcome lists. */
        public static final int MAX_RESUME = 8;

        /** @throws IllegalArgumentException if there are too many epochs */
        public Welcome {
            resume = List.copyOf(resume);
            if (resume.size() > MAX_RESUME) {
                throw new IllegalArgumentException(resume.size() + " epochs, at most " + MAX_RESUME);
            }
        }
    }

    /**
     * The highest sequence number of an epoch that is durable.
     *
     * @param epoch 0 to 2³² − 1
     * @param seq 1 to 2³² − 1
     */
    record ResumePoint(long epoch, long seq) {}

    /**
     * Something the device is to do.
     *
     * @param id comes back in its result
     * @param args what it needs
     */
    record Command(String id, String name, JsonObject args) implements HubMessage {}

    /**
     * What was wrong with something the device sent.
     *
     * @param code one of {@link hub.protocol.Refusal.Code}, by its wire name
     * @param seq of what was refused; 0 if it had none
     */
    record ErrorMessage(String code, String message, long seq) implements HubMessage {}

    /** Acknowledges sequenced JSON readings, as a binary acknowledgement does frames. */
    record JsonAck(long epoch, long seq) implements HubMessage {}
}
