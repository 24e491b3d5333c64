package hub.simulator.replay;

/**
 * How a recording is to be sent.
 *
 * @param epoch of every frame
 * @param rowsPerFrame how many rows of a device go into a frame, at most
 * @param buffer how many frames of a device may be unsettled before reading waits
 */
public record ReplayPlan(long epoch, int rowsPerFrame, int buffer) {}
