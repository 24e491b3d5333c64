package hub.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.store.fs.FilePath;

/**
 * Makes the newest chunks of a file that was not closed count on the disk, too, before anything is built upon them.
 *
 * <p>After a force that failed, Linux keeps what was to be forced in memory and takes it for written. So the next process reads
 * footers that no later force writes, and a power cut then takes from under its own commits. Whatever else that force was
 * to write does not count without its footer, see {@link SealingFilePath}.
 */
final class Reseal {

    private static final int BLOCK = 4_096;
    private static final int FOOTER_BYTES = SealingFilePath.FOOTER_BYTES;
    private static final int PIECE = 256 * BLOCK;
    private static final Pattern FOOTER =
            Pattern.compile("chunk:[0-9a-f]+,len:[0-9a-f]+,version:([0-9a-f]+),fletcher:.*", Pattern.DOTALL);

    private Reseal() {}

    /**
     * Writes the footers again and forces them.
     *
     * @param version the file's header names it; older chunks were forced before that header was written
     */
    static void newerThan(long version, String file) throws IOException {
        byte[] piece = new byte[PIECE];
        try (FileChannel channel = FilePath.get(file).open("rw")) {
            for (long at = 0; ; at += PIECE) {
                int length = read(channel, piece, at);
                if (length == 0) {
                    break;
                }
                for (int footer = BLOCK - FOOTER_BYTES; footer + FOOTER_BYTES <= length; footer += BLOCK) {
                    if (piece[footer] == 'c' && version(piece, footer) > version) {
                        write(channel, ByteBuffer.wrap(piece, footer, FOOTER_BYTES), at + footer);
                    }
                }
            }
            channel.force(true);
        }
    }

    private static long version(byte[] piece, int footer) {
        Matcher matcher = FOOTER.matcher(new String(piece, footer, FOOTER_BYTES, StandardCharsets.ISO_8859_1));
        return matcher.matches() ? Long.parseUnsignedLong(matcher.group(1), 16) : -1;
    }

    private static int read(FileChannel channel, byte[] piece, long at) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(piece);
        while (into.hasRemaining() && channel.read(into, at + into.position()) > 0) {
            // Until all of it is there, or the file ends.
        }
        return into.position();
    }

    private static void write(FileChannel channel, ByteBuffer from, long position) throws IOException {
        for (long at = position; from.hasRemaining(); ) {
            at += channel.write(from, at);
        }
    }
}
