package hub.benchmark;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code all}: one benchmark after the other. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = "Everything but jmh, one after the other, each as it is without options of its own.")
final class AllCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        List<BenchmarkCommand> all = List.of(
                new SizeCommand(),
                new AppendCommand(),
                new QueriesCommand(),
                new HttpQueriesCommand(),
                new StartCommand(),
                new RestartCommand(),
                new RetentionCommand(),
                new SocketsCommand(),
                new FanOutCommand(),
                new SlowViewerCommand(),
                new StalledViewersCommand(),
                new ConnectionsCommand(),
                new HalfOpenCommand(),
                new FloodsCommand(),
                new ExportsCommand(),
                new StatementsCommand());
        for (BenchmarkCommand one : all) {
            one.options = options;
            int code = one.call();
            if (code != ExitCode.OK) {
                return code;
            }
        }
        return ExitCode.OK;
    }
}
