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

    /** Runs work and gives how often the threads of journals have forced a file meanwhile. Only in one journal at a time. */
    public static long ofJournal(Path scratch, Callable<?> work) throws Exception {
        Path file = Files.createTempFile(scratch, "forces", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FORCE).withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            work.call();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(Forces::isByJournal)
                    .count();
        } finally {
            Files.delete(file);
        }
    }

    /** Not by the file's path: with JDK 17 it is missing in all recordings but the first. */
    private static boolean isByJournal(RecordedEvent event) {
        return event.getEventType().getName().equals(FORCE)
                && event.getThread() != null
                && "hub-journal".equals(event.getThread().getJavaName());
    }
}
