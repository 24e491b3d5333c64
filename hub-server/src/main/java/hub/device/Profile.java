package hub.device;

import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.message.DeviceMessage.Hello;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a device has said of itself so far; what a later hello leaves out stays. Immutable. */
record Profile(Hello hello, ChannelTable channels) {

    static final Profile EMPTY = new Profile(
            new Hello(Optional.empty(), OptionalDouble.empty(), Optional.empty(), List.of()), ChannelTable.STANDARD);

    static Profile of(Hello hello) {
        return new Profile(hello, ChannelTable.STANDARD.with(hello.channels()));
    }

    /** This profile with what a newer hello says; empty if that makes too many channels. */
    Optional<Profile> with(Hello newer) {
        List<Channel> channels = List.copyOf(ChannelTable.STANDARD
                .with(hello.channels())
                .with(newer.channels())
                .own());
        if (channels.size() > ChannelTable.MAX_OWN) {
            return Optional.empty();
        }
        return Optional.of(of(new Hello(
                newer.firmware().or(hello::firmware),
                newer.intervalSeconds().isPresent() ? newer.intervalSeconds() : hello.intervalSeconds(),
                newer.location().or(hello::location),
                channels)));
    }
}
