package hub.benchmark.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were measured on, and when. */
public final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final int FORCED_BYTES = 4_096;
    private static final int FORCES = 500;

    private Machine() {}

    /**
     * The machine in one paragraph. Forces some hundred times, for how fast its disk is belongs to it.
     *
     * @param directory where the data of the benchmarks is
     */
    public static String describe(Path directory, InstantSource clock) throws IOException {
        LocalDate date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%s: %s, %d cores, load %.1f before, %.0f GB, heap %.1f GB; JDK %s (%s); %s %s (%s); %s. Bare write and `fdatasync` of 4 KiB:"
                        + " %s.",
                date,
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                memoryBytes() / 1e9,
                Runtime.getRuntime().maxMemory() / 1e9,
                Runtime.version(),
                System.getProperty("java.vm.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                fileSystem(directory),
                forces(directory));
    }

    private static String cpuModel() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return "a CPU that this system does not name";
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("a CPU that this system does not name");
        }
    }

    private static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static String fileSystem(Path directory) throws IOException {
        return "data on " + Files.getFileStore(directory).type();
    }

    private static String forces(Path directory) throws IOException {
        try (BareForce growing = new BareForce(directory, BareForce.Kind.GROWING, FORCED_BYTES);
                BareForce preallocated = new BareForce(directory, BareForce.Kind.PREALLOCATED, FORCED_BYTES)) {
            for (int i = 0; i < FORCES; i++) {
                growing.once();
                preallocated.once();
            }
            return "p50 " + Figures.micros(growing.nanos().percentile(50)) + " µs, p99 "
                    + Figures.micros(growing.nanos().percentile(99)) + " µs (file grows); p50 "
                    + Figures.micros(preallocated.nanos().percentile(50)) + " µs, p99 "
                    + Figures.micros(preallocated.nanos().percentile(99)) + " µs (preallocated)";
        }
    }
}
