package hub.history;

import hub.airquality.Declared;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What devices said in their newest {@code hello}. */
final class DeclaredByDevices implements Declared {

    private final Map<DeviceId, Hello> profiles = new HashMap<>();
    private final OptionalLong intervalMicros;

    /** @param intervalMicros how far apart readings should be, whatever devices say */
    DeclaredByDevices(ReadingStore store, OptionalLong intervalMicros) {
        for (DeviceRecord device : store.devices()) {
            device.profile().ifPresent(profile -> profiles.put(device.id(), profile));
        }
        this.intervalMicros = intervalMicros;
    }

    @Override
    public double intervalMicros(SeriesRecord series) {
        if (intervalMicros.isPresent()) {
            return intervalMicros.getAsLong();
        }
        Hello profile = profiles.get(series.device());
        return profile == null ? Double.NaN : profile.intervalSeconds().orElse(Double.NaN) * 1e6;
    }

    /** A standard metric is stored under its standard unit, also if a device says that it measures it in another. */
    @Override
    public String unit(SeriesRecord series) {
        Hello profile = profiles.get(series.device());
        if (profile == null) {
            return series.unit();
        }
        return profile.channels().stream()
                .filter(channel -> channel.metric().equals(series.metric()))
                .map(Channel::unit)
                .findFirst()
                .orElse(series.unit());
    }
}
