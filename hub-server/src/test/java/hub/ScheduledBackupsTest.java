package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.ops.BackupHandler;
import hub.ops.BackupOptions;
import hub.ops.ScheduledBackups;
import hub.store.DataDirectory;
import hub.store.Progress;
import hub.store.backup.Backup;
import hub.store.backup.Restore;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that nobody asks for. */
class ScheduledBackupsTest {

    private static final BackupHandler.Maker NEVER = (target, progress) -> {
        throw new AssertionError("none is due");
    };

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private BackupOptions daily(int keep) {
        return new BackupOptions(folder.resolve("backups"), Duration.ofDays(1), keep);
    }

    @Test
    void oneADayIsMadeCheckedAndKeptForAsLongAsItMay() throws IOException {
        try (TestHub hub = TestHub.start(folder.resolve("data"), settings -> settings.withBackups(daily(2)))) {
            for (int day = 1; day <= 4; day++) {
                double before = hub.metric("hub_backup_last_success_timestamp_seconds");
                try (Peer device = hub.welcomed("A")) {
                    device.sendRaw(Frames.wire(1, day, 1)).awaitAck(1, day);
                }
                hub.clocks.advance(Duration.ofDays(1));
                await().until(() -> hub.metric("hub_backup_last_success_timestamp_seconds") > before);
                await().until(() -> names().size() <= 2);
            }
            Files.writeString(folder.resolve("backups").resolve("mine.zip"), "not the hub's");
            assertThat(hub.metric("hub_backup_failures_total")).isZero();
            assertThat(hub.metric("hub_backup_last_bytes")).isPositive();
            assertThat(hub.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
            await().until(() -> names().size() == 3);
        }
        Restore.run(
                folder.resolve("backups").resolve(names().get(names().size() - 1)),
                folder.resolve("back"),
                Progress.NONE);
        try (TestHub again = TestHub.start(folder.resolve("back"))) {
            assertThat(again.readings("?device=A")).hasSizeGreaterThanOrEqualTo(3);
        }
        // Whoever starts again goes on where the last one was.
        new ScheduledBackups(folder.resolve("backups"), daily(2), InstantSource.system(), NEVER).runIfDue();
    }

    @Test
    void oneThatIsNotSoundIsCountedToldAndNeverInTheWayOfASoundOne() throws IOException {
        try (TestHub hub = TestHub.start(folder.resolve("data"), settings -> settings.withFoldReadings(10));
                Peer device = hub.welcomed("A")) {
            device.sendRaw(Frames.wire(1, 1, 500)).awaitAck(1, 500);
            await().until(() -> hub.metric("hub_head_readings") == 0);
            hub.copy(folder.resolve("copy"));
        }
        try (DataDirectory directory = DataDirectory.openExisting(folder.resolve("copy"))) {
            Backup.offline(directory, folder.resolve("whole"), Progress.NONE);
        }
        damage(folder.resolve("whole").resolve("hub.mv.db"));
        ScheduledBackups backups =
                new ScheduledBackups(folder.resolve("backups"), daily(2), InstantSource.system(), this::damaged);
        backups.runIfDue();
        assertThat(backups.failures()).isEqualTo(1);
        assertThat(backups.lastSuccessSeconds()).isZero();
        assertThat(backups.warning())
                .hasValueSatisfying(cause -> assertThat(cause).contains("it is kept as "));
        assertThat(names()).hasSize(1).allMatch(name -> name.endsWith(".zip.damaged"));
    }

    /** A backup with all its files, of damaged data, as a disk that lies would give it. */
    private long damaged(Path target, Progress progress) {
        TestHub.copy(folder.resolve("whole"), target);
        return 1;
    }

    /** Flips bits all over what comes behind the headers. */
    private static void damage(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = 3 * 4096 + 100; at < channel.size(); at += 512) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) at, 17}), at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
