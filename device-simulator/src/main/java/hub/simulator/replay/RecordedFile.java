package hub.simulator.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A recording that is open, read line by line; plain or gzip, whatever its name. */
final class RecordedFile implements Closeable {

    private static final int BUFFER_BYTES = 16_384;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path path;
    private final BufferedReader reader;
    private final RowParser parser;
    private long lineNumber = 1;

    private RecordedFile(Path path, BufferedReader reader, RowParser parser) {
        this.path = path;
        this.reader = reader;
        this.parser = parser;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws UnknownLayoutException if the header is not of a known layout
     */
    static RecordedFile open(Path path, String prefix) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content(path), StandardCharsets.UTF_8));
        try {
            String header = reader.readLine();
            if (header == null) {
                throw new UnknownLayoutException("it is empty");
            }
            String columns = header.startsWith(BYTE_ORDER_MARK) ? header.substring(1) : header;
            return new RecordedFile(path, reader, new RowParser(Layout.ofHeader(columns.strip()), prefix));
        } catch (UnknownLayoutException e) {
            reader.close();
            throw new UnknownLayoutException(path + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The next line that is not blank, or empty at the end. */
    Optional<Line> next() throws IOException {
        @Nullable String line;
        do {
            line = readLine();
            lineNumber++;
        } while (line != null && line.isBlank());
        return line == null ? Optional.empty() : Optional.of(parser.parse(line));
    }

    private @Nullable String readLine() throws IOException {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw new IOException(position() + ": cannot be read on: " + e.getMessage(), e);
        }
    }

    /** Where the last line stands, for people. */
    String position() {
        return path + ":" + lineNumber;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static InputStream content(Path path) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        try {
            bytes.mark(2);
            boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
            bytes.reset();
            return gzip ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
