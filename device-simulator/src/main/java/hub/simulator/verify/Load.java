package hub.simulator.verify;

import hub.protocol.frame.ReadingsFrame;
import java.time.Duration;

/**
 * How hard the fleet drives the hub.
 *
 * @param interval between two frames of a device
 * @param batch readings a frame
 * @param inFlight the most frames of a device that are not settled
 * @param chaosOneIn a device drops its connection around one frame in so many; 0 for never
 */
public record Load(Duration interval, int batch, int inFlight, int chaosOneIn) {

    /** @throws IllegalArgumentException if something is out of range, in words for the user */
    public Load {
        if (batch < 1 || batch > ReadingsFrame.MAX_READINGS) {
            throw new IllegalArgumentException("--batch " + batch + " is not in 1.." + ReadingsFrame.MAX_READINGS);
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException("--in-flight must be at least 1");
        }
        if (chaosOneIn < 0) {
            throw new IllegalArgumentException("--chaos must be at least 0");
        }
    }
}
