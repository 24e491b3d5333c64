package hub.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of proxies whose word about others is believed. */
public final class TrustedProxies {

    private final List<Block> blocks;

    /** Addresses that begin alike. */
    private record Block(InetAddress address, int bits) {

        boolean contains(InetAddress other) {
            byte[] own = address.getAddress();
            byte[] its = other.getAddress();
            if (own.length != its.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((own[bit >> 3] ^ its[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private TrustedProxies(List<Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads addresses and blocks such as {@code 10.0.0.7,192.168.4.0/24,fd00::/8}; nothing for none.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static TrustedProxies parse(String list) {
        return new TrustedProxies(Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(TrustedProxies::block)
                .toList());
    }

    private static Block block(String text) {
        String[] parts = text.split("/", 2);
        boolean whole = parts.length == 1;
        return IpAddress.parse(parts[0])
                .flatMap(address -> whole ? wholeOf(address) : block(address, parts[1]))
                .orElseThrow(() -> new IllegalArgumentException(
                        "trusted proxy '" + text + "' is no IP address and no block such as 192.168.4.0/24"));
    }

    private static Optional<Block> wholeOf(InetAddress address) {
        return Optional.of(new Block(address, address.getAddress().length * Byte.SIZE));
    }

    private static Optional<Block> block(InetAddress address, String bits) {
        int most = address.getAddress().length * Byte.SIZE;
        return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most
                ? Optional.of(new Block(address, Integer.parseInt(bits)))
                : Optional.empty();
    }

    /** Whether that address is one of them. */
    public boolean contains(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }
}
