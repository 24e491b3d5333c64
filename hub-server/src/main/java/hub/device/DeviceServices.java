package hub.device;

import hub.command.CommandBook;
import hub.ingest.Ingest;
import hub.presence.Presence;
import hub.time.Clocks;

/** What every device session works with. */
record DeviceServices(
        Ingest ingest,
        Presence presence,
        CommandBook commands,
        Profiles profiles,
        Clocks clocks,
        DeviceOptions options) {

    DeviceServices with(DeviceOptions other) {
        return new DeviceServices(ingest, presence, commands, profiles, clocks, other);
    }
}
