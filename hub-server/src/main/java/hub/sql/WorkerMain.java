package hub.sql;

import hub.sql.source.Message;
import hub.sql.source.RemoteSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where a process for statements begins. The hub starts it, hands it one statement after the other over its standard
 * input, and answers what it asks of the store; nobody else is meant to. It ends with the hub, whatever becomes of that.
 */
public final class WorkerMain {

    /** With this code it ends when the hub has gone. */
    static final int ORPHANED = 4;

    private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");
    private static final String MOST_LIKELY = "1000";

    /** Fits into a message in any case. */
    private static final int MAX_TEXT = 10_000;

    /** So that what each statement needs is loaded before the first one's time begins. */
    private static final String WARM_UP =
            "SELECT device, avg(value) FROM readings WHERE time > '2026-01-01T00:00:00Z' GROUP BY device ORDER BY device";

    private static final int NOTHING_BYTES = 1_024;
    private static final ResultLimits WARM_UP_LIMITS = new ResultLimits(1, 1 << 20);

    private final DataInputStream in;
    private final DataOutputStream out;

    private WorkerMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** @param args the number of the hub's process */
    public static void main(String[] args) throws IOException {
        OutputStream pipe = new FileOutputStream(FileDescriptor.out);
        // What else is printed must not get between messages.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        endWith(Long.parseLong(args[0]));
        endBeforeOthers();
        new WorkerMain(
                        new DataInputStream(
                                new BufferedInputStream(new FileInputStream(FileDescriptor.in), Worker.MAX_OUTPUT)),
                        new DataOutputStream(new BufferedOutputStream(pipe, Worker.MAX_OUTPUT)))
                .serve();
    }

    /** A sort reads nothing, so it would not notice that nobody is there any more. */
    private static void endWith(long hub) {
        Optional<ProcessHandle> process = ProcessHandle.of(hub);
        if (process.isEmpty()) {
            Runtime.getRuntime().halt(ORPHANED);
        } else {
            CompletableFuture<?> unused =
                    process.get().onExit().thenRun(() -> Runtime.getRuntime().halt(ORPHANED));
        }
    }

    /** Where Linux has no memory left, it ends this and not the hub: see proc_pid_oom_score_adj(5). */
    private static void endBeforeOthers() {
        try {
            Files.writeString(OOM_SCORE, MOST_LIKELY, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // Another system, or one that does not show this.
        }
    }

    private void serve() throws IOException {
        warmUp();
        Message.READY.write(out);
        out.flush();
        try {
            while (true) {
                answer();
            }
        } catch (EOFException | UncheckedIOException e) {
            // The hub is done with this process.
        }
    }

    /** A hub that has nothing says so in zeros. */
    private static void warmUp() throws IOException {
        RemoteSource nothing = new RemoteSource(
                new DataInputStream(new ByteArrayInputStream(new byte[NOTHING_BYTES])),
                new DataOutputStream(OutputStream.nullOutputStream()));
        SqlQuestion.of(WARM_UP, SqlFormat.CSV, false)
                .write(nothing, WARM_UP_LIMITS, run(), OutputStream.nullOutputStream());
    }

    /** One that nobody ends here: the hub ends the process. */
    private static Run run() {
        return new Run(Long.MAX_VALUE, "");
    }

    private void answer() throws IOException {
        String text = in.readUTF();
        String format = in.readUTF();
        boolean decimalComma = in.readBoolean();
        ResultLimits limits = new ResultLimits(in.readLong(), in.readLong());
        try {
            long rows = SqlQuestion.of(text, SqlFormat.parse(format).orElseThrow(), decimalComma)
                    .write(new RemoteSource(in, out), limits, run(), new Output(out));
            Message.END.write(out);
            out.writeLong(rows);
        } catch (SqlRefusedException e) {
            Message.REFUSED.write(out);
            out.writeUTF(cut(String.valueOf(e.getMessage())));
        } catch (SqlStoppedException e) {
            Message.STOPPED.write(out);
            out.writeUTF(e.stop().name());
            out.writeUTF(cut(String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            Message.FAILED.write(out);
            out.writeUTF(cut(trace.toString()));
        }
        out.flush();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_TEXT));
    }

    /** The result, piece by piece. */
    private static final class Output extends OutputStream {

        private final DataOutputStream out;

        Output(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int at = 0; at < count; at += Worker.MAX_OUTPUT) {
                int length = Math.min(Worker.MAX_OUTPUT, count - at);
                Message.OUTPUT.write(out);
                out.writeInt(length);
                out.write(bytes, from + at, length);
            }
            out.flush();
        }
    }
}
