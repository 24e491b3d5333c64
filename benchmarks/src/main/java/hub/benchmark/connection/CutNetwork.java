package hub.benchmark.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A network namespace whose programs reach this machine's loopback address over a virtual cable, until the cable is
 * pulled: then nothing goes either way, and no end hears of it. Linux, as root.
 */
final class CutNetwork implements AutoCloseable {

    private static final String INSIDE = "10.99.77.2";
    private static final String NAME = "hubcut";
    private static final String OUTER_END = "hubcut0";
    private static final String INNER_END = "hubcut1";

    private CutNetwork() {}

    /**
     * Makes it.
     *
     * @throws IOException if this user or this system cannot
     */
    static CutNetwork open() throws IOException {
        CutNetwork network = new CutNetwork();
        network.close();
        run("ip netns add " + NAME);
        run("ip link add " + OUTER_END + " type veth peer name " + INNER_END);
        run("ip link set " + INNER_END + " netns " + NAME);
        run("ip addr add 10.99.77.1/30 dev " + OUTER_END);
        run("ip link set " + OUTER_END + " up");
        // Loopback addresses are let through, on this cable only.
        run("sysctl -q -w net.ipv4.conf." + OUTER_END + ".route_localnet=1");
        inside("ip addr add " + INSIDE + "/30 dev " + INNER_END);
        inside("ip link set " + INNER_END + " up");
        inside("sysctl -q -w net.ipv4.conf." + INNER_END + ".route_localnet=1");
        inside("ip route add 127.0.0.1/32 dev " + INNER_END + " src " + INSIDE);
        return network;
    }

    /** What a command begins with that is to run inside. */
    List<String> command() {
        return List.of("ip", "netns", "exec", NAME);
    }

    /** Pulls the cable. */
    void cut() throws IOException {
        inside("ip link set " + INNER_END + " down");
    }

    private static void inside(String command) throws IOException {
        run("ip netns exec " + NAME + " " + command);
    }

    private static void run(String command) throws IOException {
        Process process = new ProcessBuilder(command.split(" ", -1))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("'" + command + "' failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Takes it away; the cable goes with the namespace. */
    @Override
    public void close() {
        List<String> commands = List.of("ip netns del " + NAME, "ip link del " + OUTER_END);
        for (String command : commands) {
            try {
                run(command);
            } catch (IOException e) {
                // It is not there, which is what is wanted.
            }
        }
    }
}
