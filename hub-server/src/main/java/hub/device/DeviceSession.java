package hub.device;

import hub.entry.Entry;
import hub.ingest.DeviceLedger;
import hub.ingest.DeviceLedger.Admission;
import hub.ingest.DeviceLink;
import hub.ingest.Ingest;
import hub.presence.Link;
import hub.presence.Presence;
import hub.presence.Reason;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Refusal;
import hub.protocol.Refusal.Code;
import hub.protocol.frame.DecodedFrame;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.RefusedFrame;
import hub.protocol.frame.TimeMode;
import hub.protocol.message.DeviceMessage;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.DeviceMessageParser;
import hub.protocol.message.HubMessage.ErrorMessage;
import hub.protocol.message.HubMessage.Welcome;
import hub.protocol.message.HubMessages;
import hub.protocol.message.ParsedMessage;
import hub.socket.Socket;
import hub.socket.SocketListener;
import hub.text.Printable;
import hub.time.Clocks;
import hub.websocket.CloseCode;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * One connection of a device, from welcome to close. Confined to the socket's IO thread, but for {@link Link}.
 *
 * <p>Backpressure: the session stops reading while too much of the device's is on its way to the disk, while all devices
 * together have too much, or while the device does not read what it is sent. Nothing is dropped; TCP makes it wait.
 */
final class DeviceSession implements SocketListener, DeviceLink, Link {

    private final Socket socket;
    private final DeviceLedger ledger;
    private final Ingest ingest;
    private final Presence presence;
    private final Clocks clocks;
    private final DeviceOptions options;
    private final BooleanSupplier good;
    private final Runnable onClosed;
    private final Acknowledgements acknowledgements;
    private final Heartbeat heartbeat;
    private final RefusalBudget refusals;
    private final Throttle throttle;
    private final ClockOffset clockOffset;
    private final Profiles profiles;
    private final CommandDelivery commands;
    private boolean welcomed;
    private boolean stopping;
    private volatile Profile profile;
    private volatile long lastReadingMicros;

    /**
     * @param good whether what the device connected with is still good; asked by any thread
     * @param onClosed called once, on the IO thread
     */
    DeviceSession(
            Socket socket, DeviceLedger ledger, DeviceServices services, BooleanSupplier good, Runnable onClosed) {
        this.good = good;
        this.socket = socket;
        this.ledger = ledger;
        this.profiles = services.profiles();
        this.commands = new CommandDelivery(services.commands(), ledger.device(), socket);
        this.profile = profiles.of(ledger.device());
        this.ingest = services.ingest();
        this.presence = services.presence();
        this.clocks = services.clocks();
        this.options = services.options();
        this.onClosed = onClosed;
        this.acknowledgements = new Acknowledgements(ledger, socket);
        this.heartbeat = new Heartbeat(socket, clocks.nano(), options);
        this.refusals = new RefusalBudget(clocks.nano());
        this.throttle = new Throttle(options.rate(), clocks.nano(), socket.ioThread(), this::resumeIfRoom);
        this.clockOffset = new ClockOffset(clocks.nano());
        this.lastReadingMicros = clocks.micros();
    }

    DeviceId device() {
        return ledger.device();
    }

    /** Speaks for the device from now on, in the place of an older connection. */
    void begin() {
        // The welcome comes first, and while it waits for frames of an older connection, no frame may join them.
        socket.suspendReads();
        boolean attached = ledger.attach(this, older -> {
            older.ifPresent(DeviceLink::replaced);
            presence.connected(device(), this, older.isPresent());
        });
        if (!attached) {
            socket.drop(CloseCode.GOING_AWAY, "what is known of the device is being erased");
        } else if (ingest.failure().isPresent()) {
            journalFailed();
        } else {
            welcomeWhenSettled();
        }
    }

    @Override
    public void replaced() {
        thread().execute(() -> socket.close(CloseCode.REPLACED, "replaced by a newer connection"));
    }

    @Override
    public void erased() {
        thread().execute(() -> socket.close(CloseCode.NOT_ALLOWED_ANY_MORE, "the device is erased"));
    }

    /** Only behind all that came before is the welcome's resume complete. */
    private void welcomeWhenSettled() {
        ledger.resume().ifPresent(resume -> {
            welcomed = true;
            int heartbeatSeconds = (int) Math.max(1, options.heartbeat().toSeconds());
            socket.sendText(
                    HubMessages.write(new Welcome(clocks.millis(), heartbeatSeconds, options.maxFrameBytes(), resume)));
            commands.begin();
            resumeIfRoom();
        });
    }

    @Override
    public void binary(ByteBuffer message) {
        int bytes = message.remaining();
        ChannelTable channels = profile.channels();
        DecodedFrame decoded = FrameDecoder.decode(message, channels);
        if (decoded instanceof ReadingsFrame frame) {
            submit(frame, channels, false);
            limit(frame.count(), bytes);
        } else if (decoded instanceof RefusedFrame refused) {
            refuse(refused.refusal(), refused.seq());
            limit(0, bytes);
        }
    }

    @Override
    public void text(String message) {
        ParsedMessage parsed = DeviceMessageParser.parse(message, clocks.micros());
        if (parsed instanceof ParsedMessage.Refused refused) {
            refuse(refused.refusal(), refused.seq());
        } else if (parsed instanceof ParsedMessage.Accepted accepted) {
            act(accepted.message());
        }
        limit(0, message.length());
    }

    /** What came is taken; the next may have to wait. */
    private void limit(long readings, long bytes) {
        if (throttle.isTooMuch(readings, bytes)) {
            String tooMuch = "more than " + options.rate().readingsPerSecond() + " readings or "
                    + options.rate().bytesPerSecond() + " bytes a second for too long";
            socket.sendText(HubMessages.write(new ErrorMessage(Code.RATE_LIMITED.wireName(), tooMuch, 0)));
            socket.close(CloseCode.RATE_LIMITED, "over its rate limit for too long");
        } else if (throttle.isHolding()) {
            socket.suspendReads();
        }
    }

    private void act(DeviceMessage message) {
        if (message instanceof DeviceMessage.Readings readings) {
            submit(readings.readings().frame(), readings.readings().channels(), true);
            limit(readings.readings().frame().count(), 0);
        } else if (message instanceof Hello hello) {
            greet(hello);
        } else if (message instanceof DeviceMessage.Result result) {
            if (!commands.answered(result)) {
                refuse(
                        new Refusal(
                                Code.UNKNOWN_COMMAND,
                                "no command \"" + Printable.shortened(result.id()) + "\" was sent to this device"),
                        0);
            }
        }
    }

    private void greet(Hello hello) {
        profile.with(hello)
                .ifPresentOrElse(
                        changed -> {
                            if (!changed.equals(profile)) {
                                declare(changed);
                            }
                        },
                        () -> refuse(
                                new Refusal(
                                        Code.BAD_MESSAGE,
                                        "more than " + ChannelTable.MAX_OWN + " channels, with those declared before"),
                                0));
    }

    private void declare(Profile changed) {
        profile = changed;
        Entry said = new Entry.Profile(device(), clocks.micros(), changed.hello());
        ingest.record(ledger, this, said, () -> profiles.put(device(), changed));
        pauseIfFull();
    }

    private void submit(ReadingsFrame frame, ChannelTable channels, boolean json) {
        Admission admission = ingest.submit(ledger, this, frame, channels);
        switch (admission) {
            case NEW, DUPLICATE -> {
                lastReadingMicros = clocks.micros();
                if (frame.mode() == TimeMode.ABSOLUTE) {
                    clockOffset.observe(lastReadingMicros - frame.claimedTime(frame.count() - 1, lastReadingMicros));
                }
                if (frame.seq() != 0) {
                    acknowledgements.received(frame.epoch(), frame.seq(), json, admission == Admission.DUPLICATE);
                }
                pauseIfFull();
            }
            case REPLACED -> {
                // The newer connection has told the device where to go on, and this frame is not in it.
            }
            case UNAVAILABLE -> journalFailed();
        }
    }

    private void refuse(Refusal refusal, long seq) {
        ingest.counters().refused();
        socket.sendText(HubMessages.write(new ErrorMessage(refusal.code().wireName(), refusal.detail(), seq)));
        if (refusals.isExceededByOneMore()) {
            socket.close(CloseCode.TOO_MANY_REFUSED, "too many refused frames");
        }
        pauseIfFull();
    }

    @Override
    public void durable() {
        if (!welcomed) {
            welcomeWhenSettled();
        }
        acknowledgements.acknowledge();
        resumeIfRoom();
    }

    @Override
    public void room() {
        resumeIfRoom();
    }

    @Override
    public void drained() {
        resumeIfRoom();
    }

    private void pauseIfFull() {
        if (ledger.inFlightBytes() >= ingest.deviceInFlightLimit()
                || socket.queuedBytes() >= DeviceOptions.MAX_QUEUED_BYTES
                || !ingest.hasRoom(this)) {
            socket.suspendReads();
        }
    }

    private void resumeIfRoom() {
        if (socket.isReadsSuspended()
                && welcomed
                && !stopping
                && !throttle.isHolding()
                && ledger.inFlightBytes() <= ingest.deviceInFlightLimit() / 2
                && socket.queuedBytes() <= DeviceOptions.RESUMED_QUEUED_BYTES
                && ingest.hasRoom(this)) {
            socket.resumeReads();
        }
    }

    @Override
    public void journalFailed() {
        // No close frame: some firmware stops for good after one, and this device is to come back.
        socket.drop(CloseCode.GOING_AWAY, "the hub cannot store readings");
    }

    /** The hub goes: what is acknowledged is sent, then the TCP connection ends, with a close frame only if asked for. */
    void leave(boolean withClose) {
        acknowledgements.acknowledge();
        if (withClose) {
            socket.close(CloseCode.GOING_AWAY, "the hub stops");
        } else {
            socket.dropWhenDrained(CloseCode.GOING_AWAY, "the hub stops");
        }
    }

    /** Ends the connection if the device's token has ended, by whichever thread looks. */
    void closeIfEnded() {
        if (!good.getAsBoolean()) {
            thread().execute(() -> socket.close(CloseCode.NOT_ALLOWED_ANY_MORE, "the token has ended"));
        }
    }

    /** Takes no more frames: those that were accepted are yet to be acknowledged. */
    void stopReading() {
        stopping = true;
        socket.suspendReads();
    }

    /** Looks whether the device is still there. */
    void sweep() {
        heartbeat.sweep().ifPresent(silentNanos -> {
            // The close frame is for a device that hears but cannot be heard; nobody waits for its answer.
            socket.close(CloseCode.NO_HEARTBEAT, "silent for " + silentNanos / 1_000_000 + " ms");
            socket.drop();
        });
    }

    @Override
    public void pong(byte[] payload) {
        heartbeat.pong(payload);
    }

    @Override
    public void violation(int code, String reason) {
        Code what = code == CloseCode.INVALID_UTF8 ? Code.BAD_MESSAGE : Code.BAD_FRAME;
        socket.sendText(HubMessages.write(new ErrorMessage(what.wireName(), reason, 0)));
    }

    @Override
    public void closed(Ending ending) {
        onClosed.run();
        commands.end();
        ingest.forget(this);
        String detail = "code " + ending.code() + " " + Printable.shortened(ending.detail());
        ledger.detach(this, () -> presence.disconnected(device(), this, reason(ending), detail));
    }

    private static Reason reason(Ending ending) {
        return switch (ending.cause()) {
            case PEER_CLOSED -> Reason.CLOSED;
            case PEER_VIOLATION -> Reason.REFUSED;
            case NETWORK -> Reason.NETWORK;
            case HUB ->
                switch (ending.code()) {
                    case CloseCode.NO_HEARTBEAT -> Reason.NO_HEARTBEAT;
                    case CloseCode.REPLACED -> Reason.REPLACED;
                    case CloseCode.GOING_AWAY -> Reason.HUB_STOPPED;
                    default -> Reason.REFUSED;
                };
        };
    }

    @Override
    public Executor thread() {
        return socket.ioThread();
    }

    @Override
    public String remoteAddress() {
        return socket.remoteAddress();
    }

    @Override
    public OptionalDouble roundTripMillis() {
        return heartbeat.roundTripMillis();
    }

    @Override
    public OptionalDouble clockOffsetMillis() {
        return clockOffset.millis();
    }

    @Override
    public long lastReadingMicros() {
        return lastReadingMicros;
    }

    @Override
    public OptionalLong expectedIntervalMicros() {
        OptionalDouble seconds = profile.hello().intervalSeconds();
        return seconds.isPresent() ? OptionalLong.of((long) (seconds.getAsDouble() * 1e6)) : OptionalLong.empty();
    }
}
