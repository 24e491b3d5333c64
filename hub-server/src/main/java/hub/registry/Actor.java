package hub.registry;

/**
 * Who changes something.
 *
 * @param name such as {@code user ann}
 * @param address from where: an IP address, or {@code this machine}
 */
public record Actor(String name, String address) {}
