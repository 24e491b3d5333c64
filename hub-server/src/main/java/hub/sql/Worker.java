package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import hub.sql.source.Message;
import hub.sql.source.Source;
import hub.sql.source.SourceServer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that runs statements ({@link WorkerMain}), seen from the hub. The thread that waits for a result answers
 * meanwhile what the process asks of the store. Of one thread at a time; any may {@link #kill} it.
 */
final class Worker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    /** As {@code -XX:+ExitOnOutOfMemoryError} has it. */
    private static final int OUT_OF_MEMORY = 3;

    /** By signal 9, as Java has it. */
    private static final int KILLED = 128 + 9;

    /** Longest piece of a result. */
    static final int MAX_OUTPUT = 64 * 1024;

    private static final long EXIT_SECONDS = 10;
    private static final int MAX_SAID = 4_096;

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final int memoryMib;
    private boolean isReady;
    private boolean isBusy;
    private volatile boolean isKilled;

    private Worker(Process process, int memoryMib) {
        this.process = process;
        this.memoryMib = memoryMib;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), MAX_OUTPUT));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), MAX_OUTPUT));
    }

    /**
     * Starts one.
     *
     * @throws IOException if the system does not
     */
    static Worker start(WorkerCommand command) throws IOException {
        Worker worker = new Worker(command.start(ProcessHandle.current().pid()), command.memoryMib());
        log.debug("process {} for statements started", worker.process.pid());
        return worker;
    }

    /** Waits until it has made itself ready. */
    void awaitReady(Run run) {
        if (isReady) {
            return;
        }
        isBusy = true;
        try {
            Message first = Message.read(in);
            if (first != Message.READY) {
                throw new IOException(first + " instead of " + Message.READY);
            }
        } catch (IOException e) {
            throw gone(run, e);
        }
        isReady = true;
        isBusy = false;
    }

    /** Whether it could take a statement now. */
    boolean isWaiting() {
        return isReady && !isBusy && !isKilled && process.isAlive();
    }

    /** Runs a statement as {@link Statements#write} says. */
    long write(SqlQuestion question, Source source, SqlOptions options, Run run, OutputStream client)
            throws IOException {
        isBusy = true;
        try (SourceServer server = new SourceServer(source, in, out, run::check)) {
            send(question, options, run);
            for (Optional<byte[]> piece = next(server, run); piece.isPresent(); piece = next(server, run)) {
                client.write(piece.get());
            }
            long rows = readRows(run);
            isBusy = false;
            return rows;
        }
    }

    private void send(SqlQuestion question, SqlOptions options, Run run) {
        try {
            out.writeUTF(question.text());
            out.writeUTF(question.format().parameter());
            out.writeBoolean(question.decimalComma());
            out.writeLong(options.maxRows());
            out.writeLong(options.maxBytes());
            out.flush();
        } catch (IOException e) {
            throw gone(run, e);
        }
    }

    /** Answers its requests until there is a piece of the result; empty behind the last. */
    private Optional<byte[]> next(SourceServer server, Run run) {
        try {
            while (true) {
                run.check();
                Message message = Message.read(in);
                switch (message) {
                    case OUTPUT -> {
                        return Optional.of(piece());
                    }
                    case END -> {
                        return Optional.empty();
                    }
                    case REFUSED, STOPPED, FAILED -> throw ended(message);
                    case DEVICE_IDS, DEVICE_COUNT, DEVICES, SERIES, EVENTS, SNAPSHOT, SCAN, NEXT, CLOSE, READY ->
                        server.answer(message);
                }
            }
        } catch (IOException e) {
            throw gone(run, e);
        }
    }

    private byte[] piece() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_OUTPUT) {
            throw new IOException("a piece of " + length + " bytes");
        }
        byte[] piece = new byte[length];
        in.readFully(piece);
        return piece;
    }

    /** Why the statement ended; if it did so in good order, the process waits for the next one. */
    private RuntimeException ended(Message how) throws IOException {
        if (how == Message.FAILED) {
            return new IllegalStateException("in its process: " + in.readUTF());
        }
        Optional<Stop> stop = how == Message.STOPPED ? Optional.of(Stop.valueOf(in.readUTF())) : Optional.empty();
        String why = in.readUTF();
        isBusy = false;
        return stop.isPresent() ? new SqlStoppedException(stop.get(), why) : new SqlRefusedException(why);
    }

    private long readRows(Run run) {
        try {
            return in.readLong();
        } catch (IOException e) {
            throw gone(run, e);
        }
    }

    /** What it means that the process does not answer any more. */
    private RuntimeException gone(Run run, IOException e) {
        run.check(); // It was ended for a reason.
        int code = exitCode();
        if (code == OUT_OF_MEMORY) {
            return new SqlStoppedException(
                    Stop.MEMORY,
                    "the statement holds more than --sql-memory (" + memoryMib
                            + " MiB) has room for: sort or group fewer rows, or join fewer");
        }
        String how = code == KILLED ? "was killed, as the system does when memory is short" : "ended with code " + code;
        return new IllegalStateException("the process of a statement " + how + " (" + said().strip() + ")", e);
    }

    private int exitCode() {
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return -1;
        }
    }

    /** What it has complained of, cut. */
    private String said() {
        try {
            return new String(process.getErrorStream().readNBytes(MAX_SAID), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends it at once, and what waits for it. */
    void kill() {
        isKilled = true;
        process.destroyForcibly();
    }

    /** Ends it, and waits until it has ended. */
    @Override
    public void close() {
        kill();
        exitCode();
        for (AutoCloseable stream : new AutoCloseable[] {in, out, process.getErrorStream()}) {
            try {
                stream.close();
            } catch (Exception e) {
                log.debug("a pipe of an ended process", e);
            }
        }
    }
}
