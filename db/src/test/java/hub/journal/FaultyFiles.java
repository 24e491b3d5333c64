package hub.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The files of a simulated disk, of which one operation fails, whichever that is. */
final class FaultyFiles implements JournalFiles {

    /** How an operation fails. */
    enum Fault {
        /** It does nothing; a force loses what it was to force. */
        INPUT_OUTPUT_ERROR("Input/output error"),
        /** So does this. */
        NO_SPACE(SimulatedDisk.NO_SPACE),
        /** A write writes half of what it is asked, which is no failure; with everything else it is one. */
        SHORT("short");

        private final String message;

        Fault(String message) {
            this.message = message;
        }
    }

    private final SimulatedDisk disk;
    private final Fault fault;
    private final AtomicLong operationsBefore;

    /** @param operationsBefore so many operations succeed before the one that fails */
    FaultyFiles(SimulatedDisk disk, Fault fault, long operationsBefore) {
        this.disk = disk;
        this.fault = fault;
        this.operationsBefore = new AtomicLong(operationsBefore);
    }

    /** Whether the operation that was to fail has come. */
    boolean happened() {
        return operationsBefore.get() < 0;
    }

    private boolean isItsTurn() {
        return operationsBefore.getAndDecrement() == 0;
    }

    private void operation() throws IOException {
        if (isItsTurn()) {
            throw new IOException(fault.message);
        }
    }

    @Override
    public List<String> list() throws IOException {
        operation();
        return disk.list();
    }

    @Override
    public JournalFile open(String name) throws IOException {
        operation();
        return new FaultyFile(disk.open(name));
    }

    @Override
    public JournalFile create(String name) throws IOException {
        operation();
        return new FaultyFile(disk.create(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        operation();
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        operation();
        disk.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        operation();
        disk.forceDirectory();
    }

    private final class FaultyFile implements JournalFile {
        private final JournalFile file;

        FaultyFile(JournalFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            operation();
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            operation();
            return file.read(into, offset);
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            if (!isItsTurn()) {
                return file.write(from, offset);
            }
            if (fault != Fault.SHORT) {
                throw new IOException(fault.message);
            }
            int half = from.remaining() / 2;
            if (half > 0) {
                file.write(from.slice(from.position(), half), offset);
                from.position(from.position() + half);
            }
            return half;
        }

        @Override
        public void force() throws IOException {
            if (isItsTurn()) {
                disk.failNextForceOfAny(new IOException(fault.message));
            }
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
