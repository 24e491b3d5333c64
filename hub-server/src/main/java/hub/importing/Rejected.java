package hub.importing;

import hub.importing.Batch.BadRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file of the rows that were left out; there only if there are such. */
final class Rejected implements AutoCloseable {

    /** How its name ends by itself. */
    static final String ENDING = ".rejected.csv";

    private static final String HEADER = "file,line,reason,row\r\n";

    private final Path path;
    private @Nullable FileChannel file;

    private Rejected(Path path) {
        this.path = path;
    }

    /** Begins anew: a file of that name goes. */
    static Rejected begin(Path path) throws IOException {
        Files.deleteIfExists(path);
        return new Rejected(path);
    }

    /** Goes on behind so many bytes; what comes behind them was not stored when the import was interrupted. */
    static Rejected goOn(Path path, long bytes) throws IOException {
        Rejected rejected = new Rejected(path);
        if (bytes > 0 && Files.exists(path)) {
            rejected.open().truncate(bytes);
        }
        return rejected;
    }

    Path path() {
        return path;
    }

    void add(String source, List<BadRow> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        for (BadRow row : rows) {
            text.append(quoted(source)).append(',').append(row.line()).append(',');
            text.append(quoted(row.reason()))
                    .append(',')
                    .append(quoted(row.text()))
                    .append("\r\n");
        }
        FileChannel open = open();
        write(open, (open.size() == 0 ? HEADER : "") + text);
    }

    private FileChannel open() throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file = open;
        }
        return open;
    }

    private static void write(FileChannel open, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        open.position(open.size());
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Makes durable what was added; returns how many bytes that is. */
    long force() throws IOException {
        FileChannel open = file;
        if (open == null) {
            return 0;
        }
        open.force(true);
        return open.size();
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        if (open != null) {
            open.close();
        }
    }
}
