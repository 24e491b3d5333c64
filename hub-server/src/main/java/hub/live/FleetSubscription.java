package hub.live;

import hub.live.LiveMessages.DeviceLine;
import hub.live.Questions.Question;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.registry.PublishedStore;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.ReadingStore.NumberedEvent;
import hub.time.Clocks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts each second, and the list of devices with each change of it. What changes while the list is read and written, on
 * a thread that may wait, is told after it.
 */
final class FleetSubscription implements Subscription {

    private final int id;
    private final Selection selection;
    private final Viewer viewer;
    private final SeriesTable table;
    private final PublishedStore places;
    private final ReadingStore store;
    private final Presence presence;
    private final Clocks clocks;

    /** Devices that changed and that the viewer has not been told of. */
    private final Set<DeviceId> changed = new LinkedHashSet<>();

    private @Nullable Question question;
    private boolean startAnew;

    /**
     * A list, not begun yet.
     *
     * @param places says which devices are of the selection
     * @param store says what this viewer is told of them
     */
    FleetSubscription(
            int id,
            Selection selection,
            Viewer viewer,
            SeriesTable table,
            PublishedStore places,
            ReadingStore store,
            Presence presence,
            Clocks clocks) {
        this.id = id;
        this.selection = selection;
        this.viewer = viewer;
        this.table = table;
        this.places = places;
        this.store = store;
        this.presence = presence;
        this.clocks = clocks;
    }

    @Override
    public void start() {
        end();
        changed.clear();
        startAnew = !viewer.hasRoom();
        if (!startAnew) {
            question = viewer.questions().ask(watch -> messages(list()), this::answered, this::failed);
        }
    }

    private List<DeviceLine> list() {
        List<DeviceLine> lines = new ArrayList<>();
        for (DeviceRecord device : selection.devicesIn(places)) {
            lines.add(DeviceLine.of(device.id(), store.device(device.id()), presence));
        }
        for (DeviceId device : presence.neverSeen()) {
            if (selection.includes(device, Traits.of(places.described(device)))
                    && store.device(device).isEmpty()) {
                lines.add(DeviceLine.of(device, Optional.empty(), presence));
            }
        }
        return lines;
    }

    /** In parts: a viewer reads a message at one go, and a page must not stand still over ten thousand devices. */
    private List<String> messages(List<DeviceLine> lines) {
        List<String> messages = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(lines.size(), from + LiveOptions.MAX_MESSAGE_ITEMS);
            messages.add(LiveMessages.devices(id, from == 0, lines.subList(from, to)));
            from = to;
        } while (from < lines.size());
        return messages;
    }

    private void answered(List<String> messages) {
        question = null;
        startAnew |= !viewer.hasRoom();
        if (!startAnew) {
            messages.forEach(viewer::sendText);
        }
    }

    private void failed(Throwable cause) {
        question = null;
        viewer.fail(id, cause);
    }

    @Override
    public void event(NumberedEvent event) {
        event.event()
                .device()
                .filter(device -> selection.includes(device, table.traits(device)))
                .ifPresent(changed::add);
    }

    /** A device that goes is not in the list any more: only a new one says so. One of another place is shown there. */
    @Override
    public void profile(Move move) {
        if (move.leaves(selection)) {
            startAnew = true;
        } else if (selection.includes(move.device(), move.to())) {
            changed.add(move.device());
        }
    }

    @Override
    public void tick() {
        if (question != null || !viewer.hasRoom()) {
            return;
        }
        if (startAnew || isAnyGone()) {
            start();
        } else if (!changed.isEmpty()) {
            List<DeviceLine> lines = changed.stream()
                    .map(device -> DeviceLine.of(device, store.device(device), presence))
                    .toList();
            changed.clear();
            viewer.sendText(LiveMessages.devices(id, false, lines));
        }
    }

    /** Nobody has heard of it, and the registry has it no more. */
    private boolean isAnyGone() {
        List<DeviceId> unheard = changed.stream()
                .filter(device -> store.device(device).isEmpty())
                .toList();
        return !unheard.isEmpty() && !Set.copyOf(presence.neverSeen()).containsAll(unheard);
    }

    @Override
    public void second(FleetReport report, double readingsPerSecond, int viewers) {
        if (viewer.hasRoom()) {
            viewer.sendText(LiveMessages.fleet(id, clocks.millis(), report, readingsPerSecond, viewers));
        }
    }

    @Override
    public void restart() {
        end();
        startAnew = true;
    }

    @Override
    public void end() {
        Question running = question;
        if (running != null) {
            viewer.questions().withdraw(running);
            question = null;
        }
    }
}
