package hub.benchmark.fanout;

import hub.benchmark.process.Usage;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Table;

/**
 * What viewers have got, all together, and what it took.
 *
 * @param nanos when, or how long
 * @param cpuNanos processor time of the server
 */
record Rate(long readings, long frames, long nanos, long cpuNanos) {

    /** All until now. */
    static Rate now(Viewers viewers, Usage server) {
        return new Rate(viewers.deltas(), viewers.frames(), System.nanoTime(), server.cpuNanos());
    }

    /** What has come since then. */
    Rate since(Rate start) {
        return new Rate(
                readings - start.readings, frames - start.frames, nanos - start.nanos, cpuNanos - start.cpuNanos);
    }

    /** Readings. */
    double perSecond() {
        return readings / (nanos / 1e9);
    }

    /** Adds it to a table. */
    void row(Table table, int round, String server) {
        table.row(
                round,
                server,
                Figures.of(Math.round(perSecond())),
                Figures.of(Math.round(frames / (nanos / 1e9))),
                Figures.of((double) readings / Math.max(1, frames)),
                Figures.of((double) cpuNanos / nanos));
    }
}
