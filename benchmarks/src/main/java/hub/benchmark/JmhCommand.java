package hub.benchmark;

import hub.benchmark.report.Figures;
import hub.benchmark.report.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jmh}: the benchmarks of single methods. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = "Benchmarks of single methods by JMH: encoding, decoding and aggregating chunks.")
final class JmhCommand extends BenchmarkCommand {

    @Parameters(
            paramLabel = "JMH",
            description =
                    "JMH's own options and names of benchmarks, after --: such as -- -f 2 ChunkBenchmark.aggregate.")
    private List<String> arguments = new ArrayList<>();

    @Override
    String id() {
        return "jmh";
    }

    @Override
    String title() {
        return "Chunks: encode, decode, aggregate (JMH, one thread)";
    }

    @Override
    String measure() throws Exception {
        Options jmh = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments.toArray(String[]::new)))
                .build();
        OutputFormat progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
        return table(new Runner(jmh, progress).run()) + "\nGoal: to aggregate 150 million readings a second and core.";
    }

    private static Table table(Collection<RunResult> runs) {
        Table table = new Table("benchmark", "of", "ns a reading", "± (99.9 %)", "million readings/s");
        for (RunResult run : runs) {
            BenchmarkParams params = run.getParams();
            Result<?> result = run.getPrimaryResult();
            table.row(
                    params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1),
                    params.getParamsKeys().stream().map(params::getParam).collect(Collectors.joining(", ")),
                    Figures.of(result.getScore()),
                    Figures.of(result.getScoreError()),
                    Figures.of(1_000 / result.getScore()));
        }
        return table;
    }
}
