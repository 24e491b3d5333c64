package hub.live;

import hub.entry.Entry;
import hub.live.LiveMessages.DeviceLine;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.time.Clocks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts each second, and the list of devices with each change of it. */
final class FleetSubscription implements Subscription {

    private final int id;
    private final Viewer viewer;
    private final ReadingStore store;
    private final Presence presence;
    private final Clocks clocks;

    /** Devices that changed and that the viewer has not been told of. */
    private final Set<DeviceId> changed = new LinkedHashSet<>();

    private boolean startAnew;

    FleetSubscription(int id, Viewer viewer, ReadingStore store, Presence presence, Clocks clocks) {
        this.id = id;
        this.viewer = viewer;
        this.store = store;
        this.presence = presence;
        this.clocks = clocks;
    }

    @Override
    public void start() {
        changed.clear();
        startAnew = !viewer.hasRoom();
        if (startAnew) {
            return;
        }
        List<DeviceLine> lines = new ArrayList<>();
        for (DeviceRecord device : store.devices()) {
            lines.add(DeviceLine.of(device.id(), Optional.of(device), presence));
        }
        for (DeviceId device : presence.neverSeen()) {
            if (store.device(device).isEmpty()) {
                lines.add(DeviceLine.of(device, Optional.empty(), presence));
            }
        }
        sendList(lines);
    }

    /** In parts: a viewer reads a message at one go, and a page must not stand still over ten thousand devices. */
    private void sendList(List<DeviceLine> lines) {
        int from = 0;
        do {
            int to = Math.min(lines.size(), from + LiveOptions.MAX_MESSAGE_ITEMS);
            viewer.sendText(LiveMessages.devices(id, from == 0, lines.subList(from, to)));
            from = to;
        } while (from < lines.size());
    }

    @Override
    public void event(NumberedEvent event) {
        event.event().device().ifPresent(changed::add);
    }

    @Override
    public void profile(Entry.Profile profile) {
        changed.add(profile.device());
    }

    @Override
    public void tick() {
        if (startAnew) {
            start();
        } else if (!changed.isEmpty() && viewer.hasRoom()) {
            List<DeviceLine> lines = changed.stream()
                    .map(device -> DeviceLine.of(device, store.device(device), presence))
                    .toList();
            changed.clear();
            viewer.sendText(LiveMessages.devices(id, false, lines));
        }
    }

    @Override
    public void second(FleetReport report, double readingsPerSecond, int viewers) {
        if (viewer.hasRoom()) {
            viewer.sendText(LiveMessages.fleet(id, clocks.millis(), report, readingsPerSecond, viewers));
        }
    }

    @Override
    public void restart() {
        start();
    }
}
