package hub.simulator.client;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.Ack;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.DeviceMessage.Result;
import hub.protocol.message.DeviceMessageWriter;
import hub.protocol.message.HubMessage;
import hub.protocol.message.HubMessage.Command;
import hub.protocol.message.HubMessage.ErrorMessage;
import hub.protocol.message.HubMessage.JsonAck;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.protocol.message.HubMessage.Welcome;
import hub.protocol.message.HubMessages;
import hub.simulator.client.UpgradeAnswer.Declined;
import hub.simulator.report.Tally.Outcome;
import hub.websocket.CloseCode;
import hub.websocket.MessageHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a device and the hub say to each other on one connection. Readings go out only after the welcome, since only
 * then it is known which of them the hub has. Confined to its IO thread.
 */
final class Session implements Connection.Events, MessageHandler {

    static final long UNLIMITED = Long.MAX_VALUE;

    /** Time for a ping that is late: the hub's own timeout after a missed heartbeat. */
    private static final long HEARTBEAT_GRACE_SECONDS = 10;

    private static final int MAX_FRAME_ON_WIRE = ReadingsFrame.MAX_BYTES + 14;

    private final DeviceLink link;
    private final IoThread io;
    private final ArrayDeque<ByteBuffer> control = new ArrayDeque<>(1);
    private @Nullable Connection connection;
    private boolean welcomed;
    private boolean ended;
    private int maxFrameBytes = Integer.MAX_VALUE;
    private long lastHeardNanos;
    private long silenceLimitNanos = UNLIMITED;

    private Session(DeviceLink link, IoThread io) {
        this.link = link;
        this.io = io;
    }

    /** Begins to connect. */
    static Session open(DeviceLink link, IoThread io, HubAddress hub) throws IOException {
        String key = UpgradeRequest.key(io.random().nextLong(), io.random().nextLong());
        ByteBuffer request = UpgradeRequest.bytes(hub, link.device(), link.token(), key);
        Session session = new Session(link, io);
        session.connection = Connection.open(io.selector(), hub.resolve(), request, key, session, session);
        return session;
    }

    /** Ends the session if the hub has taken too long for the welcome or has been silent for too long. */
    void checkLiveness(Timer timer) {
        if (connection == null) {
            return;
        }
        if (!welcomed) {
            connection.giveUpUpgrade();
            end(CloseCode.ABNORMAL, "no welcome in time");
            return;
        }
        long deadline = lastHeardNanos + silenceLimitNanos;
        if (deadline - io.nanoTime() <= 0) {
            end(CloseCode.ABNORMAL, "nothing heard for " + TimeUnit.NANOSECONDS.toSeconds(silenceLimitNanos) + " s");
        } else {
            timer.set(deadline);
        }
    }

    /** Sends a close frame as far as the network takes it, and closes. */
    void leave(int code, String reason) {
        ended = true;
        if (connection != null) {
            if (connection.isWritable()) {
                connection.write(io.frames().close(code, reason));
            }
            connection.close();
        }
    }

    /** Drops the connection, after that part of the next frame. */
    void cut(double part) {
        Connection open = connection;
        if (open == null || !welcomed || ended) {
            return;
        }
        // First of all, so that whatever writing comes to is not told as another end.
        ended = true;
        OutgoingFrame frame = part > 0 && open.isWritable() ? link.outbox().next() : null;
        if (frame != null) {
            io.tally().sent(frame.readings(), frame.markSent(io.nanoTime()));
            ByteBuffer wire = io.frames().binary(frame.bytes());
            open.write(wire.limit(wire.position() + Math.max(1, (int) (part * wire.remaining()))));
        }
        open.close();
        link.ended(true, CloseCode.ABNORMAL, "cut on purpose");
    }

    /** Writes messages and as many readings as the window lets through, in as few system calls as possible. */
    void flush(ByteBuffer batch) {
        Connection open = connection;
        if (open == null) {
            return;
        }
        batch.clear();
        long now = io.nanoTime();
        while (open.isWritable() && (putControl(batch) || putFrame(batch, now))) {
            if (batch.remaining() < MAX_FRAME_ON_WIRE) {
                open.write(batch.flip());
                batch.clear();
            }
        }
        if (open.isWritable() && batch.position() > 0) {
            open.write(batch.flip());
        }
    }

    private boolean putControl(ByteBuffer batch) {
        ByteBuffer message = control.pollFirst();
        if (message == null) {
            return false;
        }
        batch.put(message);
        return true;
    }

    private boolean putFrame(ByteBuffer batch, long now) {
        OutgoingFrame frame = welcomed ? link.outbox().next() : null;
        if (frame == null) {
            return false;
        }
        if (frame.length() > maxFrameBytes) {
            refuse(frame.seq(), "frame of " + frame.length() + " bytes, the hub takes " + maxFrameBytes);
            return true;
        }
        boolean again = frame.markSent(now);
        io.tally().sent(frame.readings(), again);
        batch.put(io.frames().binary(frame.bytes()));
        return true;
    }

    @Override
    public void opened() {
        lastHeardNanos = io.nanoTime();
    }

    @Override
    public void declined(Declined answer) {
        ended = true;
        link.declined(answer);
    }

    @Override
    public void lost(String reason) {
        end(CloseCode.ABNORMAL, reason);
    }

    @Override
    public void writable() {
        link.flushLater();
    }

    @Override
    public void text(String message) {
        if (ended) {
            return;
        }
        lastHeardNanos = io.nanoTime();
        Optional<HubMessage> parsed = HubMessages.parse(message);
        if (parsed.isEmpty()) {
            notice("message not understood", "message not understood: " + message);
            return;
        }
        HubMessage understood = parsed.get();
        if (understood instanceof Welcome welcome) {
            welcome(welcome);
        } else if (understood instanceof JsonAck ack) {
            acknowledge(ack.epoch(), ack.seq());
        } else if (understood instanceof Command command) {
            command(command);
        } else if (understood instanceof ErrorMessage error) {
            error(error);
        }
    }

    @Override
    public void binary(ByteBuffer message) {
        if (!ended) {
            lastHeardNanos = io.nanoTime();
            Ack.decode(message).ifPresent(ack -> acknowledge(ack.epoch(), ack.seq()));
        }
    }

    @Override
    public void ping(byte[] payload) {
        lastHeardNanos = io.nanoTime();
        send(io.frames().pong(payload));
    }

    @Override
    public void pong(byte[] payload) {
        lastHeardNanos = io.nanoTime();
    }

    @Override
    public void close(int code, String reason) {
        if (!ended) {
            leave(code, "");
            link.ended(welcomed, code, "hub closed with " + code + (reason.isEmpty() ? "" : ": " + reason));
        }
    }

    @Override
    public void violation(int code, String reason) {
        if (!ended) {
            leave(code, reason);
            link.ended(welcomed, CloseCode.ABNORMAL, "hub broke the WebSocket protocol: " + reason);
        }
    }

    private void welcome(Welcome welcome) {
        if (welcomed) {
            return;
        }
        welcomed = true;
        if (welcome.maxFrameBytes() > 0) {
            maxFrameBytes = welcome.maxFrameBytes();
        }
        if (welcome.heartbeatSeconds() > 0) {
            silenceLimitNanos = TimeUnit.SECONDS.toNanos(2L * welcome.heartbeatSeconds() + HEARTBEAT_GRACE_SECONDS);
        }
        for (ResumePoint point : welcome.resume()) {
            if (point.epoch() == link.epoch()) {
                link.outbox().resumeAfter(point.seq(), frame -> link.settle(frame, Outcome.ACKNOWLEDGED));
            }
        }
        sayHello();
        link.welcomed(silenceLimitNanos);
    }

    private void acknowledge(long epoch, long seq) {
        if (epoch != link.epoch()) {
            return;
        }
        long now = io.nanoTime();
        link.outbox().acknowledge(seq, frame -> {
            io.recordLatency(now - frame.sentAtNanos());
            link.settle(frame, Outcome.ACKNOWLEDGED);
        });
        link.flushLater();
    }

    private void command(Command command) {
        Optional<String> failure = link.behaviour().carryOut(command);
        Result result = new Result(command.id(), failure.isEmpty(), new JsonObject(Map.of()), failure.orElse(""));
        send(io.frames().text(DeviceMessageWriter.write(result)));
        if (failure.isEmpty()) {
            sayHello();
        }
    }

    private void error(ErrorMessage error) {
        String text = error.code() + ": " + error.message();
        if (error.seq() > 0) {
            refuse(error.seq(), text);
        } else {
            notice("hub error " + error.code(), "hub says " + text);
        }
    }

    private void refuse(long seq, String why) {
        notice("frame refused", "frame " + seq + " refused, " + why);
        OutgoingFrame frame = link.outbox().refuse(seq);
        if (frame != null) {
            link.settle(frame, Outcome.REFUSED);
            link.flushLater();
        }
    }

    private void sayHello() {
        send(io.frames().text(DeviceMessageWriter.write(link.behaviour().hello())));
    }

    private void send(ByteBuffer message) {
        control.addLast(message);
        link.flushLater();
    }

    private void end(int code, String reason) {
        if (!ended) {
            leave(code, "");
            link.ended(welcomed, code, reason);
        }
    }

    private void notice(String kind, String text) {
        io.notices().add(kind, link.device() + ": " + text);
    }
}
