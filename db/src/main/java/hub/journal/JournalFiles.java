package hub.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The few file operations that a journal needs of one directory, so that a test can break each of them. */
interface JournalFiles {

    /** The names of all files, in no order. */
    List<String> list() throws IOException;

    /** Opens an existing file for reading and writing. */
    JournalFile open(String name) throws IOException;

    /** Creates an empty file, in the place of any of that name. */
    JournalFile create(String name) throws IOException;

    /** Renames a file, which may be open. */
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Returns once every creation, renaming and deletion so far is on stable storage. */
    void forceDirectory() throws IOException;

    /** One open file. */
    interface JournalFile extends AutoCloseable {

        long size() throws IOException;

        /** Reads some bytes; returns how many, or -1 at the end. */
        int read(ByteBuffer into, long offset) throws IOException;

        /** Writes some of the bytes, perhaps not all; returns how many. */
        int write(ByteBuffer from, long offset) throws IOException;

        /** Returns once every byte written so far, and the size, is on stable storage. */
        void force() throws IOException;

        @Override
        void close() throws IOException;

        default void writeFully(ByteBuffer from, long offset) throws IOException {
            long at = offset;
            while (from.hasRemaining()) {
                int written = write(from, at);
                if (written <= 0) {
                    throw new IOException("the file takes no more bytes at offset " + at);
                }
                at += written;
            }
        }
    }
}
