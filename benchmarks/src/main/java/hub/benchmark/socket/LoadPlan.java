package hub.benchmark.socket;

import java.time.Duration;

/**
 * What devices send.
 *
 * @param devices each with a connection of its own
 * @param window the most frames of a device without an acknowledgement
 * @param readingsPerFrame a multiple of {@link FrameTemplate#METRICS}
 * @param framesPerSecond of all devices together; 0 is as many as the window lets through
 * @param warmUp not measured
 * @param duration measured
 */
public record LoadPlan(
        int devices, int window, int readingsPerFrame, double framesPerSecond, Duration warmUp, Duration duration) {

    /** Checks the frame. */
    public LoadPlan {
        if (readingsPerFrame < 1 || readingsPerFrame % FrameTemplate.METRICS != 0) {
            throw new IllegalArgumentException(
                    "a frame has whole samples of " + FrameTemplate.METRICS + " readings, not " + readingsPerFrame);
        }
    }

    /** When which frame is due. */
    Pace pace() {
        return framesPerSecond > 0 ? elapsed -> (long) (framesPerSecond * elapsed / 1e9) : elapsed -> Long.MAX_VALUE;
    }

    /** The same devices at another pace. */
    public LoadPlan at(double frames) {
        return new LoadPlan(devices, window, readingsPerFrame, frames, warmUp, duration);
    }
}
