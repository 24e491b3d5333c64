package hub.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The simulator's jar as a process. */
final class Simulator {

    private Simulator() {}

    /** Replays a file or directory as fast as the hub takes it. */
    static ChildProcess replay(HubProcess hub, Path logs, Path recording, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--hub",
                hub.webSocketAddress(),
                "--backoff-base",
                "PT0.1S",
                "--backoff-cap",
                "PT1S",
                "--progress",
                "plain"));
        arguments.addAll(List.of(options));
        arguments.add(recording.toString());
        return ChildProcess.start("simulator", logs, Project.simulatorJar(), arguments);
    }

    /** Verifies the hub against a ledger, which is made or taken up again. */
    static ChildProcess verify(HubProcess hub, Path logs, Path ledger, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--hub",
                hub.webSocketAddress(),
                "--ledger",
                ledger.toString(),
                "--backoff-base",
                "PT0.1S",
                "--backoff-cap",
                "PT1S",
                "--progress",
                "plain"));
        arguments.addAll(List.of(options));
        return ChildProcess.start("verify", logs, Project.simulatorJar(), arguments);
    }
}
