package hub.journal;

import hub.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;

/** Opens a journal whose files are on a {@link MemoryDisk}. */
public final class JournalOnMemoryDisk {

    /** How the names of the journal's files begin. */
    public static final String PREFIX = "journal/";

    private JournalOnMemoryDisk() {}

    /** Opens or creates the journal. */
    public static FileJournal open(MemoryDisk disk, JournalOptions options) throws IOException {
        return FileJournal.open(new Files(disk), options, InstantSource.system());
    }

    private record Files(MemoryDisk disk) implements JournalFiles {

        @Override
        public List<String> list() {
            return disk.list().stream()
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> name.substring(PREFIX.length()))
                    .toList();
        }

        @Override
        public JournalFile open(String name) throws IOException {
            return new File(disk.open(PREFIX + name));
        }

        @Override
        public JournalFile create(String name) throws IOException {
            return new File(disk.create(PREFIX + name));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(PREFIX + from, PREFIX + to);
        }

        @Override
        public void delete(String name) throws IOException {
            disk.delete(PREFIX + name);
        }

        @Override
        public void forceDirectory() throws IOException {
            disk.forceNames();
        }
    }

    private record File(MemoryDisk.OpenFile file) implements JournalFiles.JournalFile {

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            return file.write(from, offset);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() {}
    }
}
