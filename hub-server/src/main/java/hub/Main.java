package hub;

import hub.cli.HubCommand;

/** Where {@code java -jar hub-server.jar} begins. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Before any class of Undertow's: otherwise its messages go elsewhere.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        // Lets a client make the hub do the costly half of a handshake again and again.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        int code = HubCommand.run(args);
        if (code != 0) {
            System.exit(code);
        }
    }
}
