package hub.simulator.verify;

import hub.simulator.report.Notices;
import java.util.ArrayList;
import java.util.List;

/** As many viewers as it takes to follow a whole fleet. */
public final class LiveViewers implements AutoCloseable {

    private final List<LiveViewer> viewers = new ArrayList<>();

    /** Begins to follow. */
    public LiveViewers(HubApi hub, Plan plan, LiveFollowing live, Notices notices) {
        for (int from = 0; from < plan.devices(); from += LiveViewer.MOST_DEVICES) {
            int to = Math.min(plan.devices(), from + LiveViewer.MOST_DEVICES);
            viewers.add(new LiveViewer(hub, plan, live, notices, from, to));
        }
        viewers.forEach(LiveViewer::start);
    }

    /** Whether each has followed all its devices once: what is sent before may not come live. */
    public boolean wereFollowing() {
        return viewers.stream().allMatch(LiveViewer::wasFollowing);
    }

    @Override
    public void close() {
        viewers.forEach(LiveViewer::close);
    }
}
