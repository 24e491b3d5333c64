package hub.sql.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that is asked over pipes of the system; a thread stands for the hub. */
final class ServedSource implements AutoCloseable {

    final RemoteSource remote;

    /** The most scans that were held at a time. */
    final AtomicInteger mostHeld = new AtomicInteger();

    private final Pipe requests = Pipe.open();
    private final Pipe answers = Pipe.open();
    private final CompletableFuture<Void> served;

    ServedSource(Source source) throws IOException {
        remote = new RemoteSource(
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(answers.source()))),
                new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(requests.sink()))));
        served = CompletableFuture.runAsync(() -> serve(source), task -> new Thread(task, "served-source").start());
    }

    private void serve(Source source) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(requests.source())));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(answers.sink())));
        SourceServer[] known = new SourceServer[1];
        try (SourceServer server =
                new SourceServer(source, in, out, () -> mostHeld.accumulateAndGet(known[0].heldScans(), Math::max))) {
            known[0] = server;
            while (true) {
                server.answer(Message.read(in));
            }
        } catch (EOFException e) {
            // The test is over.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        requests.sink().close();
        served.join();
        answers.sink().close();
        answers.source().close();
        requests.source().close();
    }
}
