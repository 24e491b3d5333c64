package hub.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text. Names are never looked up: what strangers write must not make the hub ask others. */
final class IpAddress {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern VERSION_4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern VERSION_6 = Pattern.compile("(?=.*:)[0-9a-fA-F:.]{2,45}");

    private IpAddress() {}

    static Optional<InetAddress> parse(String text) {
        boolean version6 = VERSION_6.matcher(text).matches();
        if (!version6 && !VERSION_4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(version6 ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
