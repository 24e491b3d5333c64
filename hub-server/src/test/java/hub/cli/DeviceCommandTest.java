package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code device} and {@code user}, with a hub that runs and one that is stopped. */
class DeviceCommandTest {

    @TempDir
    Path folder;

    private static String out(String... args) {
        Command command = Command.run(args);
        assertThat(command.code()).as(command.err()).isZero();
        return command.out().strip();
    }

    @Test
    void doesTheSameToTheHubAndToItsData() throws IOException {
        String data = folder.resolve("data").toString();
        String first = out("device", "add", "A", "--tag", "roof", "--data", data);
        try (TestHub hub = TestHub.start(folder.resolve("data"), TestHub.Settings::withTokens);
                Peer device = hub.welcomed("A", "Authorization: Bearer " + first)) {
            assertThat(device.pings()).isZero();
            assertThat(Command.run("device", "list", "--data", data).err()).contains("in use");
        }
        try (TestHub hub = TestHub.start(folder.resolve("data"))) {
            String url = hub.address().toString();
            assertThat(out("device", "list", "--url", url)).contains("\"A\"", "roof", "\"tokens\":1");
            assertThat(out("device", "add", "B", "--url", url)).hasSize(32);
            assertThat(out("device", "rotate", "B", "--grace", "PT0S", "--url", url))
                    .hasSize(32);
            Path list = Files.writeString(folder.resolve("list.csv"), "device,tags\nC,x;y\nD,\n");
            assertThat(out("device", "import", list.toString(), "--url", url).lines())
                    .hasSize(3);
            assertThat(Command.run("device", "add", "A", "--url", url).err()).contains("409", "registered already");
            assertThat(out("device", "revoke", "C", "--url", url)).contains("disabled");
            assertThat(out("device", "remove", "D", "--url", url)).contains("not registered any more");
        }
        assertThat(out("device", "rotate", "A", "--data", data)).hasSize(32).isNotEqualTo(first);
        assertThat(out("device", "revoke", "A", "--data", data)).contains("disabled");
        assertThat(out("device", "remove", "A", "--data", data)).contains("not registered any more");
        assertThat(out("device", "list", "--data", data))
                .contains("\"B\"", "\"C\"")
                .doesNotContain("\"A\"", "\"D\"");
        assertThat(Command.run("device", "paint", "A", "--data", data).err()).contains("known are");
        assertThat(Command.run("device", "rotate", "Z", "--data", data).code()).isEqualTo(1);
        assertThat(out("check", "--data", data)).contains("sound");
    }

    @Test
    void aDeviceIsRemovedWithItsData() throws IOException {
        Path data = folder.resolve("data");
        try (TestHub hub = TestHub.start(data)) {
            for (String device : List.of("A", "B", "C")) {
                try (Peer peer = hub.welcomed(device)) {
                    peer.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
                }
            }
            String url = hub.address().toString();
            assertThat(out("device", "remove", "A", "--erase-data", "--url", url))
                    .contains("device A", "erased");
            Command unknown = Command.run("device", "remove", "A", "--erase-data", "--url", url);
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("404");
            assertThat(hub.readings("?from=2000-01-01T00:00:00Z")).hasSize(2);
        }
        String stopped = data.toString();
        assertThat(out("device", "add", "B", "--data", stopped)).hasSize(32);
        assertThat(out("device", "remove", "B", "--erase-data", "--data", stopped))
                .contains("device B", "erased");
        assertThat(out("device", "remove", "B", "--erase-data", "--data", stopped))
                .isEqualTo("nothing was known of device B");
        assertThat(Command.run("device", "revoke", "C", "--erase-data", "--data", stopped)
                        .err())
                .contains("--erase-data is for remove");
        assertThat(out("check", "--data", stopped)).contains("sound");
        try (TestHub hub = TestHub.start(data)) {
            assertThat(hub.readings("?from=2000-01-01T00:00:00Z"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(",C,");
        }
    }

    @Test
    void usersAreMadeWhileTheHubIsStopped() throws IOException {
        String data = folder.resolve("data").toString();
        String password = Files.writeString(folder.resolve("password"), "a good password\n")
                .toString();
        for (List<String> words : List.of(List.of("ann", "admin"), List.of("bob", "viewer"))) {
            assertThat(out(
                            "user",
                            "add",
                            words.get(0),
                            "--role",
                            words.get(1),
                            "--password-file",
                            password,
                            "--data",
                            data))
                    .isEqualTo("user " + words.get(0) + ", " + words.get(1));
        }
        assertThat(out("user", "password", "bob", "--password-file", password, "--data", data))
                .contains("another password");
        assertThat(out("user", "remove", "bob", "--data", data)).contains("no more");
        assertThat(Command.run("user", "remove", "ann", "--data", data).err()).contains("only admin");
        assertThat(out("user", "list", "--data", data)).isEqualTo("ann admin");
    }
}
