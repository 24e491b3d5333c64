package hub.importing;

import hub.importing.Batch.BadRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes batches of blocks, file after file. For one thread. */
final class BlockParser {

    /** So much of a bad row is kept. */
    private static final int MAX_SHOWN_BYTES = 1_000;

    private final FileFormat format;
    private final Frames frames;
    private int file = -1;
    private @Nullable LineParser parser;
    private boolean hasHeader;
    private String unknown = "";
    private long rows;

    BlockParser(FileFormat format, Frames frames) {
        this.format = format;
        this.frames = frames;
    }

    Batch parse(Block block) {
        if (block.file() != file) {
            begin(block);
        }
        rows = 0;
        LineParser lineParser = parser;
        if (lineParser == null) {
            return new Batch(
                    block, List.of(), 0, 0, 0, List.of(), block.failure().or(() -> Optional.of(unknown)));
        }
        List<BadRow> bad = new ArrayList<>();
        long lines = parse(block, lineParser, bad);
        Frames.Gathered gathered = frames.take();
        return new Batch(block, gathered.entries(), gathered.readings(), lines, rows, bad, block.failure());
    }

    private void begin(Block block) {
        file = block.file();
        boolean json = format == FileFormat.NDJSON
                || (format == FileFormat.AUTO && block.header().startsWith("{"));
        hasHeader = !json;
        unknown = "";
        try {
            parser = json ? new NdjsonParser(frames) : new CsvParser(Layout.ofHeader(block.header()), frames);
        } catch (UnknownLayoutException e) {
            parser = null;
            unknown = block.header().isEmpty() ? "its first line is empty" : String.valueOf(e.getMessage());
        }
    }

    /** Returns the number of the last line. */
    private long parse(Block block, LineParser lineParser, List<BadRow> bad) {
        byte[] text = block.bytes();
        long line = block.firstLine() - 1;
        int from = 0;
        while (from < block.length()) {
            int end = lineEnd(text, from, block.length());
            line++;
            int to = end > from && text[end - 1] == '\r' ? end - 1 : end;
            if (!(hasHeader && line == 1) && !isBlank(text, from, to)) {
                rows++;
                String wrong = lineParser.parse(text, from, to);
                if (wrong != null) {
                    bad.add(new BadRow(line, wrong, shown(text, from, to)));
                }
            }
            from = end + 1;
        }
        return line;
    }

    private static int lineEnd(byte[] text, int from, int length) {
        int end = from;
        while (end < length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != ' ' && text[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static String shown(byte[] text, int from, int to) {
        return new String(text, from, Math.min(to - from, MAX_SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
