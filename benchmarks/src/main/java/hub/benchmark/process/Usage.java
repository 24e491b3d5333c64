package hub.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process takes of the machine. */
public final class Usage {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private final ProcessHandle process;

    Usage(ProcessHandle process) {
        this.process = process;
    }

    /** Processor time since it began, of all its threads; in steps of the kernel's clock, often 10 ms. */
    public long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** Resident memory in bytes, as Linux tells it. */
    public long residentBytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        for (String line : Files.readAllLines(status)) {
            Matcher resident = RESIDENT.matcher(line);
            if (resident.find()) {
                return Long.parseLong(resident.group(1)) << 10;
            }
        }
        throw new IOException(status + " has no VmRSS");
    }

    /** Bytes of all objects that are in use, after a full collection. */
    public long liveHeapBytes() throws IOException {
        String histogram = jcmd("GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("no total in what jcmd says: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    /** What the runtime answers to a command. */
    String jcmd(String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of(Jvm.tool("jcmd"), String.valueOf(process.pid())));
        command.addAll(List.of(what));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder out = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> out.append(line).append('\n'));
        }
        return out.toString();
    }
}
