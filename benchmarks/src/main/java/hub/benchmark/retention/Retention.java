package hub.benchmark.retention;

import hub.benchmark.data.FrameBatches;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.store.HubSystem;
import hub.store.RetentionRules;
import hub.store.StoreStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Days of a small fleet in a time of its own: every few seconds each device sends a frame, all of it is folded, and what
 * a running hub would merge and delete is merged and deleted.
 */
public final class Retention {

    private static final long MICROS = 1_000;
    private static final double MIB = 1 << 20;
    private static final int METRICS = 5;

    private final Path directory;
    private final RetentionPlan plan;
    private final List<Day> days = new ArrayList<>();

    /**
     * A simulation.
     *
     * @param directory with nothing in it, to be deleted by the caller
     */
    public Retention(Path directory, RetentionPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    /**
     * How it stood when a day was over.
     *
     * @param h2Stores how often H2 has stored to its file
     */
    private record Day(long bytes, StoreStatistics statistics, long h2Stores, double seconds) {}

    /** Simulates, and gives tables in Markdown. */
    public String measure() throws IOException {
        RetentionRules rules = RetentionRules.parse("P" + plan.keepDays() + "D");
        long[] now = {ScaleSet.START_MILLIS};
        ScaleSet set = new ScaleSet(plan.devices(), 0);
        ScaleSet.Ticks ticks = set.ticks();
        Progress progress = Progress.of("retention, folds", (long) plan.days() * plan.foldsPerDay());
        try (HubSystem system = HubSystem.open(directory, HubSystem.USUAL.withRetention(rules))) {
            FrameBatches frames = new FrameBatches(set.series(), plan.devices() * METRICS, system::take);
            for (int day = 0; day < plan.days(); day++) {
                long start = System.nanoTime();
                for (int fold = 0; fold < plan.foldsPerDay(); fold++) {
                    now[0] += plan.foldMillis();
                    ticks.next((series, ignored, value) -> frames.reading(series, now[0], value));
                    system.fold();
                    system.maintain(now[0] * MICROS);
                    progress.add(1);
                }
                days.add(day(system, start));
                Progress.say("retention: day " + (day + 1) + ", " + Figures.of(system.databaseBytes() / MIB) + " MiB");
            }
        }
        progress.end();
        return text();
    }

    private Day day(HubSystem system, long start) throws IOException {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Day(system.databaseBytes(), system.statistics(), HubSystem.databaseStores(directory), seconds);
    }

    private String text() {
        Table table = new Table(
                "day", "file, MiB", "chunks", "chunks expired", "commits", "commits a fold", "H2's stores", "seconds");
        long commits = 0;
        long stores = 0;
        long expired = 0;
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            long more = day.statistics.commits() - commits;
            table.row(
                    i + 1,
                    Figures.of(day.bytes / MIB),
                    Figures.of(day.statistics.chunks()),
                    Figures.of(day.statistics.expiredChunks() - expired),
                    Figures.of(more),
                    Figures.of(more / (double) plan.foldsPerDay()),
                    Figures.of(day.h2Stores - stores),
                    Figures.of(day.seconds));
            commits = day.statistics.commits();
            stores = day.h2Stores;
            expired = day.statistics.expiredChunks();
        }
        return "File size at the end of each day: `" + Figures.sparkline(sizes(0)) + "`\n\n" + table + "\n" + verdict();
    }

    private double[] sizes(int fromDay) {
        return days.stream().skip(fromDay).mapToDouble(day -> day.bytes / MIB).toArray();
    }

    private String verdict() {
        String what = String.format(
                Locale.ROOT,
                "%,d folds a day of %d devices with %d readings each; readings are kept for %d days. What H2 has"
                        + " overwritten it keeps for 45 s of real time, which is %s of simulated time here, so the file"
                        + " is larger than it would be in real days.",
                plan.foldsPerDay(),
                plan.devices(),
                METRICS,
                plan.keepDays(),
                hours());
        double[] flat = sizes(plan.keepDays() + 1);
        if (flat.length == 0) {
            return what + " Too few days to tell whether it is flat.";
        }
        return what
                + String.format(
                        Locale.ROOT,
                        " From day %d on the largest file is %.1f %% larger than the smallest. Goal: 20 %%.",
                        plan.keepDays() + 2,
                        100 * (Figures.most(flat) / Figures.least(flat) - 1));
    }

    private String hours() {
        double realSecondsADay = days.stream().mapToDouble(Day::seconds).sum() / days.size();
        return Figures.of(45 * 24 / realSecondsADay) + " hours";
    }
}
