package hub.benchmark.process;

import hub.benchmark.report.Latencies;
import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** How long each force of the hub's journal takes, as its events for Flight Recorder say: what every delivery waits for. */
public final class Forces {

    private static final String EVENT = "hub.Force";
    private static final String NAME = "forces";

    private final Usage hub;
    private final Path file;

    private Forces(Usage hub, Path file) {
        this.hub = hub;
        this.file = file;
    }

    /**
     * Begins to record.
     *
     * @param file to be made
     */
    public static Forces recorded(Usage hub, Path file) throws IOException {
        String unused = hub.jcmd("JFR.start", "name=" + NAME, "settings=none", EVENT + "#enabled=true");
        return new Forces(hub, file);
    }

    /**
     * Ends it.
     *
     * @throws IOException if there was no force, or the recording cannot be read
     */
    public Latencies stop() throws IOException {
        String said = hub.jcmd("JFR.stop", "name=" + NAME, "filename=" + file.toAbsolutePath());
        Latencies latencies = new Latencies();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals(EVENT)) {
                    latencies.record(event.getDuration().toNanos());
                }
            }
        }
        if (latencies.count() == 0) {
            throw new IOException("the hub's recorder has seen no force; it says: " + said);
        }
        return latencies;
    }
}
