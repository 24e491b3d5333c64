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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Days of a small fleet in a time of its own: every few seconds each device sends a frame, all of it is folded, and what
 * a running hub would merge and delete is merged and deleted.
 */
public final class Retention {

    private static final long MICROS = 1_000;
    private static final double MIB = 1 << 20;
    private static final int METRICS = 5;
    private static final int SIZES_A_DAY = 288;
    private static final StoreStatistics NOTHING = new StoreStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

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

    /** Simulates, and gives tables in Markdown. */
    public String measure() throws IOException, SQLException {
        RetentionRules rules = RetentionRules.parse("P" + plan.keepDays() + "D");
        Progress progress = Progress.of("retention, folds", (long) plan.days() * plan.foldsPerDay());
        try (HubSystem system =
                HubSystem.open(directory, HubSystem.USUAL.withRetention(rules).withSettling(plan.settling()))) {
            Fleet fleet = new Fleet(system);
            for (int day = 0; day < plan.days(); day++) {
                Day today = new Day();
                for (int fold = 0; fold < plan.foldsPerDay(); fold++) {
                    fleet.sendAndFold();
                    today.folded(system, fold);
                    progress.add(1);
                }
                today.end(system);
                days.add(today);
                Progress.say("retention: day " + days.size() + ", " + Figures.of(today.mean() / MIB) + " MiB");
            }
        }
        progress.end();
        return text(HubSystem.chunks(directory), HubSystem.databaseBytes(directory));
    }

    /** Devices that send when they are told to, at times of their own. */
    private final class Fleet {

        private final HubSystem system;
        private final ScaleSet set = new ScaleSet(plan.devices(), 0);
        private final ScaleSet.Ticks ticks = set.ticks();
        private final FrameBatches frames;
        private long nowMillis = ScaleSet.START_MILLIS;

        Fleet(HubSystem system) {
            this.system = system;
            this.frames = new FrameBatches(set.series(), plan.devices() * METRICS, system::take);
        }

        void sendAndFold() {
            nowMillis += plan.foldMillis();
            ticks.next((series, ignored, value) -> frames.reading(series, nowMillis, value));
            system.fold();
            system.maintain(nowMillis * MICROS);
        }
    }

    /** What a day has come to. The file is looked at now and then: it breathes. */
    private final class Day {

        private final long start = System.nanoTime();
        private final List<Long> sizes = new ArrayList<>();
        private StoreStatistics statistics = NOTHING;
        private long h2Stores;
        private double seconds;

        void folded(HubSystem system, int fold) throws IOException {
            if (fold % Math.max(1, plan.foldsPerDay() / SIZES_A_DAY) == 0) {
                sizes.add(system.databaseBytes());
            }
        }

        void end(HubSystem system) throws IOException {
            statistics = system.statistics();
            h2Stores = HubSystem.databaseStores(directory);
            seconds = (System.nanoTime() - start) / 1e9;
        }

        double mean() {
            return sizes.stream().mapToLong(Long::longValue).average().orElse(0);
        }

        double largest() {
            return (double) sizes.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    private String text(HubSystem.Chunks chunks, long closedBytes) {
        Table table = new Table(
                "day",
                "file, MiB: mean",
                "largest",
                "chunks",
                "chunks expired",
                "commits",
                "commits a fold",
                "H2's stores",
                "seconds");
        StoreStatistics before = NOTHING;
        long stores = 0;
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            long commits = day.statistics.commits() - before.commits();
            table.row(
                    i + 1,
                    Figures.of(day.mean() / MIB),
                    Figures.of(day.largest() / MIB),
                    Figures.of(day.statistics.chunks()),
                    Figures.of(day.statistics.expiredChunks() - before.expiredChunks()),
                    Figures.of(commits),
                    Figures.of(commits / (double) plan.foldsPerDay()),
                    Figures.of(day.h2Stores - stores),
                    Figures.of(day.seconds));
            before = day.statistics;
            stores = day.h2Stores;
        }
        String line = Figures.sparkline(days.stream().mapToDouble(Day::mean).toArray());
        return "File size day by day: `" + line + "`\n\n" + table + "\n" + what(chunks, closedBytes) + verdict();
    }

    private String what(HubSystem.Chunks chunks, long closedBytes) {
        return String.format(
                Locale.ROOT,
                "%,d folds a day of %d devices with %d readings each; readings are kept for %d days. In the end there are"
                        + " %,d readings in %.1f MiB of chunks; the file of the stopped hub has %.1f MiB. What is"
                        + " written H2 leaves where it is for 45 s; that passes as fast as the days do and is %d ms here.",
                plan.foldsPerDay(),
                plan.devices(),
                METRICS,
                plan.keepDays(),
                chunks.readings(),
                chunks.payloadBytes() / MIB,
                closedBytes / MIB,
                plan.settling().toMillis());
    }

    private String verdict() {
        List<Day> flat = days.stream().skip(plan.keepDays() + 1L).toList();
        if (flat.isEmpty()) {
            return " Too few days to tell whether it is flat.";
        }
        return String.format(
                Locale.ROOT,
                " From day %d on the day with the largest file had %.1f %% more than that with the smallest on average,"
                        + " and %.1f %% more at their largest. Goal: 20 %%.",
                plan.keepDays() + 2,
                spread(flat, Day::mean),
                spread(flat, Day::largest));
    }

    private static double spread(List<Day> days, ToDoubleFunction<Day> size) {
        double[] sizes = days.stream().mapToDouble(size).toArray();
        return 100 * (Figures.most(sizes) / Figures.least(sizes) - 1);
    }
}
