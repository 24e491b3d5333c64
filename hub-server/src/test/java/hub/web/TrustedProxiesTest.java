package hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.7 | 10.0.0.7 | true",
                "10.0.0.7 | 10.0.0.8 | false",
                "192.168.4.0/22 | 192.168.7.255 | true",
                "192.168.4.0/22 | 192.168.8.0 | false",
                "10.0.0.1, fd00::/8 | fdff::1 | true",
                "fd00::/8 | fe00::1 | false",
                "0.0.0.0/0 | 203.0.113.9 | true",
                "0.0.0.0/0 | ::1 | false",
                "'' | 127.0.0.1 | false",
            })
    void blocksHoldWhatBeginsAlike(String list, String address, boolean contained) throws UnknownHostException {
        assertThat(TrustedProxies.parse(list).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.0.0.0/33",
                "10.0.0",
                "10.0.0.1/",
                "fd00::/129",
                "10.0.0.256",
                "10.0.0.1/-1",
                ":"
            })
    void whatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse("127.0.0.1," + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void namesThatStrangersWriteAreNotLookedUp() {
        assertThat(IpAddress.parse("999.1.1.1")).isEmpty();
        assertThat(IpAddress.parse("1.2.3.4.5")).isEmpty();
        assertThat(IpAddress.parse("localhost")).isEmpty();
    }
}
