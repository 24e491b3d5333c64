package hub.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The files of a directory, of which nothing is changed: what is written to a new file is forgotten. */
record ReadOnlyFiles(Path directory) implements JournalFiles {

    @Override
    public List<String> list() throws IOException {
        return Files.isDirectory(directory) ? new DirectoryFiles(directory).list() : List.of();
    }

    @Override
    public JournalFile open(String name) throws IOException {
        return new ReadOnlyFile(FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
    }

    @Override
    public JournalFile create(String name) {
        return new Nowhere();
    }

    @Override
    public void rename(String from, String to) throws IOException {
        throw new IOException(from + " may not be renamed");
    }

    @Override
    public void delete(String name) throws IOException {
        throw new IOException(name + " may not be deleted");
    }

    @Override
    public void forceDirectory() {}

    private record ReadOnlyFile(FileChannel channel) implements JournalFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            throw new IOException("the file may not be written");
        }

        @Override
        public void force() {}

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Where a copy of damaged bytes would go. */
    private record Nowhere() implements JournalFile {

        @Override
        public long size() {
            return 0;
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            return -1;
        }

        @Override
        public int write(ByteBuffer from, long offset) {
            int length = from.remaining();
            from.position(from.limit());
            return length;
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
