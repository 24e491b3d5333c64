package hub.benchmark.fanout;

import java.nio.ByteBuffer;

/** Takes what a viewer got. Called on the thread of the viewers. */
interface FrameTaker {

    /** A frame of readings, as it came. */
    void frame(ByteBuffer frame);

    /** A message in JSON. */
    void text(String message);
}
