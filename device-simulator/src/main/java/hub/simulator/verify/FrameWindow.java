package hub.simulator.verify;

import hub.simulator.verify.LedgerRecord.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a ledger's frames in the order of devices, then of their numbers. The ledger has them in the order in which
 * they happened; sorting all of it would take memory without a bound, so it is read once for each window instead.
 */
final class FrameWindow {

    private final List<FrameRun> runs = new ArrayList<>();

    private FrameWindow() {}

    /** Frames number {@code from} up to and without {@code to} of all frames in that order. */
    static FrameWindow read(Ledger ledger, Standing standing, long from, long to) throws IOException {
        FrameWindow window = new FrameWindow();
        long before = 0;
        for (int device = 0; device < ledger.plan().devices(); device++) {
            long frames = standing.device(device).seq;
            long first = Math.max(from - before, 0);
            long end = Math.min(to - before, frames);
            // A device that sent nothing has a run, too, so that it is asked for.
            boolean silent = frames == 0 && before >= from && before < to;
            if (first < end || silent) {
                int length = (int) Math.max(0, end - first);
                window.runs.add(new FrameRun(device, ledger.plan().epoch(device), first + 1, length));
            }
            // A device without frames still takes a place.
            before += Math.max(1, frames);
        }
        ledger.read(window::add);
        return window;
    }

    /** How many places there are in all. */
    static long places(Ledger ledger, Standing standing) {
        long places = 0;
        for (int device = 0; device < ledger.plan().devices(); device++) {
            places += Math.max(1, standing.device(device).seq);
        }
        return places;
    }

    private void add(LedgerRecord record) {
        SentFrame frame = record.frame();
        FrameRun run = run(frame.device());
        if (run == null || !run.has(frame.seq())) {
            return;
        }
        if (record.kind() == Kind.SENT) {
            run.sent(frame);
        } else if (record.kind() == Kind.ACKNOWLEDGED) {
            run.acknowledged(frame.seq());
        }
    }

    /** The runs are dense by device: the place follows from the first one's. */
    private @Nullable FrameRun run(int device) {
        int at = runs.isEmpty() ? -1 : device - runs.get(0).device;
        return at >= 0 && at < runs.size() ? runs.get(at) : null;
    }

    /** One for each device that has frames in it, ascending. */
    List<FrameRun> runs() {
        return runs;
    }
}
