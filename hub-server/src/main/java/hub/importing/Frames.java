package hub.importing;

import hub.entry.Entry;
import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.Timestamps;
import hub.protocol.message.DeviceMessage.Hello;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers readings into the frames in which their devices would have sent them. For one thread. */
final class Frames {

    /** A frame's base may not be nearer to the earliest time than its offsets reach. */
    private static final long EARLIEST_MICROS = Timestamps.MIN_MICROS + 31L * 86_400_000_000L;

    private final long latestMicros;
    private final Function<DeviceId, Optional<Hello>> profiles;
    private final ByteNames<DeviceFrames> devices = new ByteNames<>();
    private final List<DeviceFrames> active = new ArrayList<>();
    private List<Entry> entries = new ArrayList<>();
    private int readings;

    /**
     * Begins without any.
     *
     * @param nowMicros the time here: the hub would store what is far ahead of it under another time
     * @param profiles what the hub knows of a device
     */
    Frames(long nowMicros, Function<DeviceId, Optional<Hello>> profiles) {
        this.latestMicros = nowMicros + Timestamps.MAX_AHEAD_MICROS;
        this.profiles = profiles;
    }

    /** The device of that name; null if that is no name. */
    @Nullable DeviceFrames device(byte[] text, int from, int to) {
        DeviceFrames known = devices.find(text, from, to);
        if (known != null) {
            return known;
        }
        Optional<DeviceId> id = DeviceId.parse(new String(text, from, to - from, StandardCharsets.UTF_8));
        if (id.isEmpty()) {
            return null;
        }
        DeviceFrames added = new DeviceFrames(id.get(), profiles.apply(id.get()), this);
        devices.add(text, from, to, added);
        return added;
    }

    /** The channel of a metric that has a number by itself. */
    static int standardChannel(Metric metric) {
        return Channel.standard(metric).orElseThrow().id();
    }

    /** Why readings of that time cannot be taken; null if they can. */
    @Nullable String wrongTime(long micros) {
        if (micros > latestMicros) {
            return Timestamps.instant(micros) + " is in the future: the clock here says "
                    + Timestamps.instant(latestMicros - Timestamps.MAX_AHEAD_MICROS)
                            .truncatedTo(ChronoUnit.SECONDS);
        }
        return micros < EARLIEST_MICROS ? Timestamps.instant(micros) + " is too early" : null;
    }

    /** A device has its first reading since the last take. */
    void activate(DeviceFrames device) {
        active.add(device);
    }

    /** A frame or what a device is said to be. */
    void add(Entry entry) {
        entries.add(entry);
        if (entry instanceof Entry.Readings frame) {
            readings += frame.frame().count();
        }
    }

    /** All since the last take. */
    Gathered take() {
        active.forEach(DeviceFrames::flush);
        active.clear();
        Gathered gathered = new Gathered(entries, readings);
        entries = new ArrayList<>();
        readings = 0;
        return gathered;
    }

    /** Entries for the journal. */
    record Gathered(List<Entry> entries, int readings) {}
}
