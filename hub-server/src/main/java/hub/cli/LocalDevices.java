package hub.cli;

import hub.Hub;
import hub.admin.DeviceList;
import hub.ingest.StoppedErasure;
import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.registry.Actor;
import hub.registry.RegisteredDevice;
import hub.registry.Registry;
import hub.store.DataDirectory;
import hub.time.Clocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The registry of a hub that is stopped. */
final class LocalDevices implements DeviceActions {

    static final Actor ACTOR = new Actor("command line", "this machine");

    /** What is said when all is gone. */
    static final String ERASED = "device %s is not registered any more, and all that it had sent is erased";

    private final Clocks clocks = Clocks.system();
    private final DataDirectory directory;
    private final Registry registry;

    LocalDevices(Path data) {
        directory = DataDirectory.open(data);
        try {
            registry = Registry.open(directory.registry(), clocks::micros);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public String add(String id, List<String> tags) {
        DeviceId device = new DeviceId(id);
        RegisteredDevice added = RegisteredDevice.of(device, clocks.micros()).withTags(new TreeSet<>(tags));
        return String.valueOf(
                registry.devices().add(ACTOR, List.of(added), true).get(device));
    }

    @Override
    public String importAll(String csv) {
        Map<DeviceId, String> tokens = registry.devices()
                .add(ACTOR, DeviceList.parse(csv, clocks.micros(), registry.devices()::isRegistered), true);
        return DeviceList.tokens(tokens).strip();
    }

    @Override
    public String rotate(String id, Duration grace) {
        return registry.devices().rotate(ACTOR, new DeviceId(id), grace.toNanos() / 1_000);
    }

    @Override
    public String revoke(String id) {
        registry.devices().revoke(ACTOR, new DeviceId(id));
        return "device " + id + " has no token any more, and is disabled";
    }

    @Override
    public String remove(String id, boolean eraseData) {
        DeviceId device = new DeviceId(id);
        if (!eraseData) {
            registry.devices().remove(ACTOR, device);
            return "device " + id + " is not registered any more; its readings are there";
        }
        boolean registered = registry.devices().find(device).isPresent();
        registry.devices().erase(ACTOR, device);
        boolean known = StoppedErasure.run(directory, Hub.JOURNAL, device, clocks);
        return known || registered ? ERASED.formatted(id) : "nothing was known of device " + id;
    }

    @Override
    public String list() {
        JsonWriter json = new JsonWriter().beginArray();
        registry.devices()
                .all()
                .forEach(device -> device.writeWithTokens(json.beginObject(), clocks.micros())
                        .endObject());
        return json.endArray().toString();
    }

    @Override
    public void close() {
        registry.close();
        directory.close();
    }
}
