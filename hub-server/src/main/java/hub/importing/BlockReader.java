package hub.importing;

import hub.columnar.ParquetReadings;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads files, plain or gzip or Parquet whatever their names, as blocks of whole lines. */
final class BlockReader {

    /** Where to begin in a file. */
    record Start(long offset, long lines) {

        static final Start BEGINNING = new Start(0, 0);
    }

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int MAX_LINE_BYTES = 64 << 20;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAGIC_BYTES = 4;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final FileFormat format;
    private final InputStream standardInput;
    private final Pipe<Block> blocks;
    private long packed;

    BlockReader(FileFormat format, InputStream standardInput, Pipe<Block> blocks) {
        this.format = format;
        this.standardInput = standardInput;
        this.blocks = blocks;
    }

    /** So much of the files was read at another time. */
    void pass(long packedBytes) {
        packed += packedBytes;
    }

    /** Reads a file from a place at which a line begins. If it cannot be read on, its last block says so. */
    void read(int number, Source source, Start start) {
        Reading reading = new Reading(number, start);
        try (InputStream in = open(source)) {
            reading.run(in);
        } catch (IOException e) {
            reading.put(new byte[0], 0, true, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private InputStream open(Source source) throws IOException {
        long before = packed;
        InputStream raw = source.path() == null ? standardInput : Files.newInputStream(source.path());
        try {
            InputStream packedIn = new BufferedInputStream(new Counting(raw), BUFFER_BYTES);
            packedIn.mark(MAGIC_BYTES);
            byte[] magic = packedIn.readNBytes(MAGIC_BYTES);
            packedIn.reset();
            boolean gzip = magic.length > 1 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
            if (isParquet(magic)) {
                raw.close();
                packed = before;
                return parquet(source);
            }
            return gzip ? new GZIPInputStream(packedIn, BUFFER_BYTES) : packedIn;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private boolean isParquet(byte[] magic) throws IOException {
        boolean begins = ParquetReadings.isBegin(magic);
        if (format == FileFormat.PARQUET && !begins) {
            throw new IOException("it is no Parquet file: it does not begin with PAR1");
        }
        return begins && (format == FileFormat.PARQUET || format == FileFormat.AUTO);
    }

    private InputStream parquet(Source source) throws IOException {
        Path path = source.path();
        if (path == null) {
            throw new IOException(
                    "a Parquet file is read from its end, which standard input cannot: give the file's name");
        }
        return new ParquetText(path, bytes -> packed += bytes);
    }

    private final class Counting extends FilterInputStream {

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            int read = super.read(into, from, count);
            packed += Math.max(0, read);
            return read;
        }
    }

    /** One file on its way. */
    private final class Reading {

        private final int number;
        private String header = "";
        private long offset;
        private long lines;
        private Optional<String> broken = Optional.empty();

        Reading(int number, Start start) {
            this.number = number;
            this.offset = start.offset();
            this.lines = start.lines();
        }

        void run(InputStream in) throws IOException {
            byte[] first = new byte[MAX_HEADER_BYTES];
            int begun = fill(in, first, 0);
            header = firstLine(first, begun);
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(first, 0, begun), in);
            all.skipNBytes(offset);
            byte[] block = new byte[BLOCK_BYTES];
            int kept = 0;
            while (true) {
                int filled = fill(all, block, kept);
                boolean last = filled < block.length;
                int whole = last && broken.isEmpty() ? filled : wholeLines(block, filled);
                if (whole == 0 && !last) {
                    block = longer(block);
                    kept = filled;
                    continue;
                }
                kept = filled - whole;
                byte[] next = last ? block : Arrays.copyOfRange(block, whole, whole + Math.max(BLOCK_BYTES, kept));
                put(block, whole, last, broken);
                if (last) {
                    return;
                }
                block = next;
            }
        }

        /** Reads until there is no more room, or no more to read; returns up to where. What was read is kept if it fails. */
        private int fill(InputStream in, byte[] into, int from) {
            int filled = from;
            try {
                while (filled < into.length && broken.isEmpty()) {
                    int read = in.read(into, filled, into.length - filled);
                    if (read < 0) {
                        break;
                    }
                    filled += read;
                }
            } catch (IOException e) {
                broken = Optional.of(String.valueOf(e.getMessage()));
            }
            return filled;
        }

        private byte[] longer(byte[] block) throws IOException {
            if (block.length >= MAX_LINE_BYTES) {
                throw new IOException("the next line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            return Arrays.copyOf(block, 2 * block.length);
        }

        private void put(byte[] bytes, int length, boolean last, Optional<String> failure) {
            offset += length;
            long firstLine = lines + 1;
            for (int i = 0; i < length; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            blocks.put(new Block(number, header, bytes, length, firstLine, offset, packed, last, failure));
        }

        private static String firstLine(byte[] bytes, int length) {
            int end = 0;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            String line = new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
            return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        }

        private static int wholeLines(byte[] bytes, int length) {
            int end = length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return end;
        }
    }
}
