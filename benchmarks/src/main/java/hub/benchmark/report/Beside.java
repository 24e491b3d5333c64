package hub.benchmark.report;

/** How long acknowledgements took while devices were alone, and beside something. */
public final class Beside {

    private Beside() {}

    /**
     * A table of both.
     *
     * @param something what there was beside, such as "beside the exports"
     */
    public static Table of(String something, Latencies alone, Latencies beside) {
        return new Table("acknowledgements", "frames", "p50, ms", "p99, ms", "longest, ms", "p99 to that alone")
                .row(row("devices alone", alone, alone))
                .row(row(something, beside, alone));
    }

    private static Object[] row(String name, Latencies one, Latencies alone) {
        return new Object[] {
            name,
            Figures.of(one.count()),
            Figures.millis(one.percentile(50)),
            Figures.millis(one.percentile(99)),
            Figures.millis(one.longest()),
            Figures.ratio(one.percentile(99), alone.percentile(99))
        };
    }
}
