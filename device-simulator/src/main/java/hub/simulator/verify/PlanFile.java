package hub.simulator.verify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** The ledger's file {@code plan}: a line a field, the last one a checksum of those before. Written once, whole. */
final class PlanFile {

    private static final String FORMAT = "format=1";

    private PlanFile() {}

    /** Writes a new one, so that it is whole or not there. */
    static void write(Path file, Plan plan) throws IOException {
        String lines = String.join(
                "\n",
                FORMAT,
                "seed=" + plan.seed(),
                "devices=" + plan.devices(),
                "prefix=" + plan.prefix(),
                "start=" + plan.startMicros(),
                "");
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, lines + checksumLine(lines) + "\n");
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws LedgerException if it is damaged or of another version */
    static Plan read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        String lines = text.substring(0, last);
        if (!text.substring(last).strip().equals(checksumLine(lines))) {
            throw new LedgerException(file + ": its checksum does not fit what it says: it was changed or damaged."
                    + " Begin a new ledger in another directory");
        }
        String[] fields = lines.split("\n", -1);
        if (!fields[0].equals(FORMAT)) {
            throw new LedgerException(file + ": " + fields[0] + " is not known here (" + FORMAT
                    + " is): use the version of the simulator that wrote it");
        }
        return new Plan(
                Long.parseLong(field(fields[1])),
                Integer.parseInt(field(fields[2])),
                field(fields[3]),
                Long.parseLong(field(fields[4])));
    }

    private static String field(String line) {
        return line.substring(line.indexOf('=') + 1);
    }

    private static String checksumLine(String lines) {
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.ISO_8859_1));
        return "checksum=" + Long.toHexString(crc.getValue());
    }
}
