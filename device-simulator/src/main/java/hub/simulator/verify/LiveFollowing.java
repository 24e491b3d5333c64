package hub.simulator.verify;

import java.util.ArrayList;
import java.util.List;

/** What of a fleet's readings came live. */
public final class LiveFollowing {

    /** Frames that may wait to come live, of all devices; some 200 bytes each, and a bit for each reading. */
    private static final int MOST_FRAMES = 200_000;

    private static final int LEAST_FRAMES_A_DEVICE = 32;

    private final LiveCounts counts = new LiveCounts();
    private final List<LiveDevice> devices = new ArrayList<>();

    /**
     * Nothing has come.
     *
     * @param standing what was sent before, which is not followed
     */
    public LiveFollowing(Plan plan, Standing standing) {
        int capacity = Math.max(LEAST_FRAMES_A_DEVICE, MOST_FRAMES / plan.devices());
        for (int i = 0; i < plan.devices(); i++) {
            devices.add(new LiveDevice(i, plan, capacity, standing.device(i).lastMicros, counts));
        }
    }

    LiveDevice device(int index) {
        return devices.get(index);
    }

    LiveCounts counts() {
        return counts;
    }

    /** Whether all that was acknowledged came. */
    public boolean isComplete() {
        return devices.stream().allMatch(LiveDevice::isComplete);
    }

    /** Nothing is waited for any more. What it came to. */
    public LiveCounts.Snapshot finish() {
        devices.forEach(LiveDevice::finish);
        return counts.now();
    }

    /** What it has come to so far. */
    public LiveCounts.Snapshot now() {
        return counts.now();
    }
}
