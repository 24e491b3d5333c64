package hub.simulator;

import hub.simulator.client.LinkSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much a device may have sent that is not acknowledged, where devices also keep what waits behind that. */
@Command
final class WindowOption {

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "16",
            description = "The most frames a device has sent without an acknowledgement (default: ${DEFAULT-VALUE}).")
    private int window;

    /** @param buffer the most frames that a device keeps */
    LinkSettings linkSettings(ConnectionOptions connection, int buffer) {
        ConnectionOptions.requireAtLeastOne("--window", window);
        if (buffer < window) {
            throw new IllegalArgumentException("--buffer " + buffer + " is less than --window " + window);
        }
        return connection.linkSettings(window, buffer);
    }
}
