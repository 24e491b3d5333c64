package hub.benchmark.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a file of H2's MVStore, read from outside, also while H2 has it open. The file has blocks of 4 KiB; each
 * store of a transaction begins a chunk at a block with a line such as {@code chunk:1f,block:2,len:3,…,version:20,…},
 * its numbers hexadecimal. A chunk's number is one more than that of the chunk stored before.
 */
final class H2Chunks {

    private static final int BLOCK_BYTES = 4_096;
    private static final int LINE_BYTES = 32;
    private static final Pattern CHUNK = Pattern.compile("chunk:([0-9a-f]+),.*", Pattern.DOTALL);

    private H2Chunks() {}

    /** The number of the newest chunk; 0 if there is none. */
    static long newest(Path file) throws IOException {
        long newest = 0;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer line = ByteBuffer.allocate(LINE_BYTES);
            for (long block = 0; block * BLOCK_BYTES < channel.size(); block++) {
                channel.read(line.clear(), block * BLOCK_BYTES);
                String text = StandardCharsets.ISO_8859_1.decode(line.flip()).toString();
                if (block == 0 && !text.startsWith("H:")) {
                    throw new IOException(file + " is no file of H2's MVStore: it begins with " + text);
                }
                Matcher matcher = CHUNK.matcher(text);
                if (matcher.matches()) {
                    newest = Math.max(newest, Long.parseLong(matcher.group(1), 16));
                }
            }
        }
        return newest;
    }
}
