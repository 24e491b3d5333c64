package hub.benchmark.process;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.SeriesName;
import hub.benchmark.report.Progress;
import hub.text.Decimals;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fills a data directory by the hub's own {@code import}. */
public final class HubImport {

    private static final int TELL = 100_000;
    private static final int BUFFER_CHARS = 1 << 16;

    private HubImport() {}

    /**
     * Imports all of a set.
     *
     * @param log takes what the command says
     * @throws IOException if the command fails; its log says why
     */
    public static void load(DataSet set, Path jar, Path data, Path log) throws IOException {
        List<String> command = new ArrayList<>(Jvm.command(""));
        command.addAll(List.of("-jar", jar.toString(), "import", "--data", data.toString(), "--format", "csv", "-"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII), BUFFER_CHARS)) {
            write(set, out);
        }
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("the import has ended with " + code + "; " + log + " says why");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(DataSet set, Writer out) throws IOException {
        Progress progress = Progress.of("import, " + set.name(), set.size());
        List<String> names = set.series().stream().map(HubImport::columns).toList();
        StringBuilder line = new StringBuilder();
        int[] rows = {0};
        out.write("time,device,metric,value\n");
        set.inArrivalOrder((series, timeMillis, value) -> {
            line.setLength(0);
            line.append(Instant.ofEpochMilli(timeMillis)).append(names.get(series));
            Decimals.append(line, value);
            try {
                out.append(line.append('\n'));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (++rows[0] % TELL == 0) {
                progress.add(TELL);
            }
        });
        progress.end();
    }

    private static String columns(SeriesName name) {
        return "," + name.device().value() + "," + name.metric().name() + ",";
    }
}
