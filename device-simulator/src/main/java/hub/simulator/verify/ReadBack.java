package hub.simulator.verify;

import hub.protocol.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Reads everything back and holds it against the ledger.
 *
 * <p>Memory is bounded: at most {@link #FRAMES_AT_ONCE} frames of the ledger are held, 11 bytes each; a question is for at
 * most {@link #READINGS_AT_ONCE} readings of one device, and its answer is compared row by row against readings that are
 * made again. The stretches of time that are asked for leave nothing out between a ledger's begin and the end of time.
 */
public final class ReadBack {

    private static final int FRAMES_AT_ONCE = 1_000_000;
    private static final int READINGS_AT_ONCE = 100_000;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Ledger ledger;
    private final Standing standing;
    private final HubApi hub;
    private final Duration patience;
    private final Progress progress;
    private final Findings findings = new Findings();
    private final int framesAtOnce;
    private final int readingsAtOnce;
    private long nextMicros;

    /** @param patience how long a question that fails is asked again */
    public ReadBack(Ledger ledger, Standing standing, HubApi hub, Duration patience, Progress progress) {
        this(ledger, standing, hub, patience, progress, FRAMES_AT_ONCE, READINGS_AT_ONCE);
    }

    ReadBack(
            Ledger ledger,
            Standing standing,
            HubApi hub,
            Duration patience,
            Progress progress,
            int framesAtOnce,
            int readingsAtOnce) {
        this.ledger = ledger;
        this.standing = standing;
        this.hub = hub;
        this.patience = patience;
        this.progress = progress;
        this.framesAtOnce = framesAtOnce;
        this.readingsAtOnce = readingsAtOnce;
    }

    /** Told how far it is. */
    public interface Progress {

        /** So many readings are read back. */
        void read(long readings);
    }

    /**
     * Reads all of it.
     *
     * @throws LedgerException if the ledger is damaged
     * @throws IOException if the hub does not answer for so long
     */
    public Findings run() throws IOException, InterruptedException {
        long places = FrameWindow.places(ledger, standing);
        for (long from = 0; from < places; from += framesAtOnce) {
            for (FrameRun run : FrameWindow.read(ledger, standing, from, from + framesAtOnce)
                    .runs()) {
                readRun(run);
            }
        }
        return findings;
    }

    private void readRun(FrameRun run) throws IOException, InterruptedException {
        if (run.firstSeq == 1) {
            nextMicros = ledger.plan().startMicros();
        }
        int from = 0;
        do {
            int to = from;
            for (int readings = 0; to < run.frames() && (to == from || readings < readingsAtOnce); to++) {
                readings += run.frame(to).count();
            }
            readSlice(run, from, to);
            from = to;
        } while (from < run.frames());
    }

    private void readSlice(FrameRun run, int from, int to) throws IOException, InterruptedException {
        boolean last = run.firstSeq + to - 1 == standing.device(run.device).seq;
        OptionalLong end =
                last ? OptionalLong.empty() : OptionalLong.of(run.frame(to - 1).lastMicros() + 1);
        findings.add(ask(run, from, to, end));
        nextMicros = end.orElse(nextMicros);
        progress.read(findings.storedReadings());
    }

    /** A question that breaks off is asked again from its beginning, with nothing kept of the first answer. */
    private Findings ask(FrameRun run, int from, int to, OptionalLong end) throws IOException, InterruptedException {
        DeviceId device = ledger.plan().device(run.device);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Comparison comparison =
                    new Comparison(device, new ExpectedReadings(ledger.plan().seed(), run, from, to));
            try {
                hub.readings(device, nextMicros, end, comparison::row);
                return comparison.end();
            } catch (HubApi.RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (deadline - System.nanoTime() < 0) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }
}
