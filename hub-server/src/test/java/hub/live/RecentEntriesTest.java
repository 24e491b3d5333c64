package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.AppliedEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {

    private static final Hello HELLO = new Hello(Optional.empty(), OptionalDouble.empty(), Optional.empty(), List.of());

    @Test
    void keepsTheNewestAndKnowsHowFarBackItReaches() {
        RecentEntries recent = new RecentEntries(30);
        recent.begin(100);
        assertThat(recent.reachesBackTo(100)).isTrue();
        assertThat(recent.reachesBackTo(99)).isFalse();
        for (long position = 110; position <= 150; position += 10) {
            recent.add(entry(position));
        }
        assertThat(recent.reachesBackTo(120)).isTrue();
        assertThat(recent.reachesBackTo(119)).isFalse();
        assertThat(recent.behind(120)).extracting(AppliedEntry::position).containsExactly(130L, 140L, 150L);
        assertThat(recent.behind(140)).extracting(AppliedEntry::position).containsExactly(150L);
        assertThat(recent.behind(150)).isEmpty();
        recent.begin(200);
        assertThat(recent.reachesBackTo(150)).isFalse();
        assertThat(recent.behind(200)).isEmpty();
    }

    private static AppliedEntry entry(long position) {
        return new AppliedEntry(position, new Entry.Profile(new DeviceId("A"), position, HELLO));
    }
}
