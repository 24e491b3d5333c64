package hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.text.Printable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VocabularyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "esp32-7c:9e.BD_1", "0123456789012345678901234567890123456789012345678901234567890123"})
    void deviceIds(String id) {
        assertThat(DeviceId.parse(id)).contains(new DeviceId(id));
        assertThat(new DeviceId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "ü",
                "a\n",
                "a%",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void noDeviceIds(String id) {
        assertThat(DeviceId.parse(id)).isEmpty();
        assertThatThrownBy(() -> new DeviceId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isPrintable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm2_5", "urn:dev:ow:10e2073a01080063", "0/a-b.c", "P"})
    void metrics(String name) {
        assertThat(Metric.parse(name)).contains(new Metric(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", "-a", ":a", "a b", "µg", "a\0", "a,b"})
    void noMetrics(String name) {
        assertThat(Metric.parse(name)).isEmpty();
    }

    @Test
    void standardChannelsAreNumberedFrom1() {
        List<Channel> standard = Channel.standard();
        assertThat(standard).extracting(Channel::id).first().isEqualTo(1);
        assertThat(standard).hasSize(23).doesNotHaveDuplicates();
        for (Channel channel : standard) {
            assertThat(Channel.standard(channel.id())).contains(channel);
            assertThat(Channel.standard(channel.metric())).contains(channel);
            assertThat(ChannelTable.STANDARD.metric(channel.id())).isEqualTo(channel.metric());
        }
        for (int id : new int[] {0, 24, 999, 1_000, 65_535}) {
            assertThat(Channel.standard(id)).isEmpty();
            assertThat(ChannelTable.STANDARD.metric(id)).isNull();
        }
    }

    @Test
    void aChannelDeclaredAgainTakesTheNewerMeaning() {
        Channel leaf = new Channel(1_000, new Metric("leaf"), "");
        Channel soil = new Channel(1_000, new Metric("soil"), "%");
        ChannelTable table = ChannelTable.STANDARD.with(List.of(leaf));
        assertThat(table.with(List.of(soil)).metric(1_000)).isEqualTo(soil.metric());
        assertThat(table.metric(1_000)).isEqualTo(leaf.metric());
        assertThat(table).isEqualTo(ChannelTable.STANDARD.with(List.of(soil, leaf)));
        assertThat(table.own()).containsExactly(leaf);
    }

    @Test
    void printableTextIsShortAndOneLine() {
        assertThat(Printable.shortened("a\nü\0")).isEqualTo("a\\u000a\\u00fc\\u0000");
        assertThat(Printable.shortened("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(Printable.shortened("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }

    @Test
    void timesAreMicrosecondsOfTheYears1To9999() {
        assertThat(Timestamps.instant(Timestamps.MIN_MICROS)).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(Timestamps.instant(Timestamps.MAX_MICROS)).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
        assertThat(Timestamps.micros(Instant.parse("1969-12-31T23:59:59.9999999Z")))
                .isEqualTo(-1);
        assertThat(Timestamps.instant(-1)).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(Timestamps.isRepresentable(Timestamps.MAX_MICROS)).isTrue();
        assertThat(Timestamps.isRepresentable(Timestamps.MAX_MICROS + 1)).isFalse();
        assertThat(Timestamps.isRepresentable(Timestamps.MIN_MICROS - 1)).isFalse();
        assertThat(Timestamps.stored(Long.MIN_VALUE, 0)).isEqualTo(Long.MIN_VALUE);
        assertThat(Timestamps.stored(Long.MAX_VALUE, -1)).isEqualTo(-1);
    }

    @Test
    void aLocationIsOnTheEarth() {
        assertThat(new Location(-90, 180).lat()).isEqualTo(-90);
        assertThatThrownBy(() -> new Location(90.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Location(0, -180.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Location(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
