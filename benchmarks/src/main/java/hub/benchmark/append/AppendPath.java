package hub.benchmark.append;

import java.nio.file.Path;

/** All that is measured of the append path. */
public final class AppendPath {

    private AppendPath() {}

    /**
     * Measures, and gives tables and text in Markdown.
     *
     * @param directory with nothing in it, to be deleted by the caller
     */
    public static String measure(Path directory, AppendPlan plan) throws Exception {
        return String.join(
                "\n",
                new Throughput(directory, plan).measure()
                        + "\nGoal: 2,000,000. Measured elsewhere in the same way, in millions: DuckDB 0.96, SQLite 0.41,"
                        + " InfluxDB 0.25, PostgreSQL 0.18, H2 rows 0.12, QuestDB with sync 0.11. In the rows"
                        + " that say so folds ran beside and the time ends when all is in chunks; otherwise the"
                        + " hub folds between its turns. A turn begins with frames as they come from a socket:"
                        + " validation is in it.\n",
                new LoneFrames(directory, plan).measure() + "\nGoal: at most twice the bare one.\n",
                new GroupCommits(directory, plan).measure() + "\nGoal: one force a group, never one a frame.\n",
                new Costs(directory, plan).measure().toString(),
                new PacedLoad(directory, plan).measure() + "\nGoal: p99 with folds at most twice that without.");
    }
}
