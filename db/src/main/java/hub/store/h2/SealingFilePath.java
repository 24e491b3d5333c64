package hub.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * An H2 file system, {@code sealing:}, over another one, in which a chunk of H2's file (what one commit writes) counts only
 * once all of it is on stable storage.
 *
 * <p>H2 takes a chunk for whole if its header and its footer are, and has no checksum of what lies between. So after a
 * power cut it may begin with a chunk of which only the ends were written, and after a failed force with one that is in
 * the system's memory only. Here the footer is kept back until the rest is forced: then it is written, and forced, too.
 * Without a footer H2 passes over the chunk.
 *
 * <p>And H2 uses the place of a chunk again some seconds after the last commit that needed it, in the hope that newer ones
 * have reached the disk; when it closes a file, at once. Here nothing is written over what was forced, the file's
 * header neither, nor is the file cut, before all newer chunks are forced.
 */
public final class SealingFilePath extends FilePathWrapper {

    static final String SCHEME = "sealing";

    private static final int BLOCK = 4_096;
    static final int FOOTER_BYTES = 128;

    private static final byte[] BEGINNING = "chunk:".getBytes(StandardCharsets.ISO_8859_1);

    /** H2 makes one for each path. */
    public SealingFilePath() {}

    /** Makes the file system known to H2. */
    static void register() {
        FilePath.register(new SealingFilePath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SealingFile(super.open(mode));
    }

    private static final class SealingFile extends WrappedFile {

        private final FileChannel file;

        /** By position, those that are not written yet. */
        private final ConcurrentSkipListMap<Long, byte[]> footers = new ConcurrentSkipListMap<>();

        /** What lies behind this was not forced yet. */
        private long forcedSize;

        /** After a failure nobody knows what is on the disk: nothing is made to count any more. */
        private volatile boolean failed;

        SealingFile(FileChannel file) throws IOException {
            super(file);
            this.file = file;
            this.forcedSize = file.size();
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            if (failed) {
                throw new IOException("nothing is written any more since a write or a force has failed");
            }
            int length = from.remaining();
            ByteBuffer bytes = from.duplicate();
            if (position < forcedSize) {
                sealWritten();
            }
            if (isChunk(bytes, position)) {
                bytes = withoutFooter(bytes, position);
            } else {
                footers.subMap(position, position + length).clear();
            }
            try {
                for (long at = position; bytes.hasRemaining(); ) {
                    at += file.write(bytes, at);
                }
            } catch (IOException | RuntimeException e) {
                failed = true;
                throw e;
            }
            from.position(from.limit());
            return length;
        }

        private static boolean isChunk(ByteBuffer bytes, long position) {
            return bytes.remaining() >= BLOCK
                    && bytes.remaining() % BLOCK == 0
                    && position % BLOCK == 0
                    && beginsAt(bytes, bytes.position())
                    && beginsAt(bytes, bytes.limit() - FOOTER_BYTES);
        }

        private static boolean beginsAt(ByteBuffer bytes, int at) {
            for (int i = 0; i < BEGINNING.length; i++) {
                if (bytes.get(at + i) != BEGINNING[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Zeros in its place, so that no older one remains there. */
        private ByteBuffer withoutFooter(ByteBuffer chunk, long position) {
            int body = chunk.remaining() - FOOTER_BYTES;
            footers.subMap(position, position + body).clear();
            byte[] footer = new byte[FOOTER_BYTES];
            chunk.get(chunk.position() + body, footer);
            footers.put(position + body, footer);
            return ByteBuffer.allocate(chunk.remaining())
                    .put(chunk.duplicate().limit(chunk.position() + body))
                    .rewind();
        }

        private void sealWritten() throws IOException {
            if (!footers.isEmpty()) {
                force(true);
            }
        }

        @Override
        public synchronized void force(boolean metaData) throws IOException {
            try {
                file.force(metaData);
                if (!footers.isEmpty() && !failed) {
                    List<Map.Entry<Long, byte[]>> sealed = List.copyOf(footers.entrySet());
                    for (Map.Entry<Long, byte[]> footer : sealed) {
                        writeFooter(ByteBuffer.wrap(footer.getValue()), footer.getKey());
                    }
                    file.force(metaData);
                    sealed.forEach(footer -> footers.remove(footer.getKey(), footer.getValue()));
                }
                forcedSize = file.size();
            } catch (IOException | RuntimeException e) {
                failed = true;
                throw e;
            }
        }

        private void writeFooter(ByteBuffer footer, long position) throws IOException {
            for (long at = position; footer.hasRemaining(); ) {
                at += file.write(footer, at);
            }
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Readers do not wait for each other, nor for a force.
        public int read(ByteBuffer into, long position) throws IOException {
            int begin = into.position();
            Map<Long, byte[]> unwritten = footers.subMap(position - FOOTER_BYTES + 1, position + into.remaining());
            List<Map.Entry<Long, byte[]>> known = unwritten.isEmpty() ? List.of() : List.copyOf(unwritten.entrySet());
            int length = file.read(into, position);
            for (Map.Entry<Long, byte[]> footer : known) {
                long from = Math.max(position, footer.getKey());
                long to = Math.min(position + length, footer.getKey() + FOOTER_BYTES);
                if (from < to) {
                    into.duplicate()
                            .position(begin + (int) (from - position))
                            .put(footer.getValue(), (int) (from - footer.getKey()), (int) (to - from));
                }
            }
            return length;
        }

        @Override
        public synchronized FileChannel truncate(long size) throws IOException {
            sealWritten();
            footers.tailMap(size).clear();
            file.truncate(size);
            return this;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            try (file) {
                if (!failed) {
                    sealWritten();
                }
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int length = read(into, position());
            position(position() + Math.max(0, length));
            return length;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int length = write(from, position());
            position(position() + length);
            return length;
        }
    }
}
