package hub.benchmark.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Counts the forces of files as the Java runtime itself records them (Flight Recorder's {@code jdk.FileForce}). */
public final class Forces {

    private static final String FORCE = "jdk.FileForce";

    private Forces() {}

    /**
     * Runs work and gives how often a thread has forced a file meanwhile.
     *
     * @param thread its name; of several threads of that name all forces are counted
     */
    public static long by(String thread, Path scratch, Callable<?> work) throws Exception {
        Path file = Files.createTempFile(scratch, "forces", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FORCE).withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            work.call();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> isBy(thread, event))
                    .count();
        } finally {
            Files.delete(file);
        }
    }

    /** Not by the file's path: with JDK 17 it is missing in all recordings but the first. */
    private static boolean isBy(String thread, RecordedEvent event) {
        return event.getEventType().getName().equals(FORCE)
                && event.getThread() != null
                && thread.equals(event.getThread().getJavaName());
    }
}
