package hub.live;

import hub.live.ViewerCommand.ChangeView;
import hub.live.ViewerCommand.Every;
import hub.live.ViewerCommand.Invalid;
import hub.live.ViewerCommand.Subscribe;
import hub.live.ViewerCommand.Unsubscribe;
import hub.live.ViewerCommand.Viewport;
import hub.query.QueryTimeoutException;
import hub.registry.Permission;
import hub.security.Principal;
import hub.socket.Socket;
import hub.socket.SocketListener;
import hub.websocket.CloseCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One viewer's socket and its subscriptions. Subscriptions are confined to the feed's thread. */
final class Viewer implements SocketListener {

    private static final Logger log = LoggerFactory.getLogger(Viewer.class);

    private final Socket socket;
    private final LiveFeed feed;
    private final Principal principal;
    private final AtomicInteger waitingCommands = new AtomicInteger();
    private final Map<Integer, Subscription> subscriptions = new LinkedHashMap<>();
    private final WaitingViews views = new WaitingViews(this::add);
    private final Questions questions;
    private boolean gone;

    Viewer(Socket socket, LiveFeed feed, Principal principal) {
        this.socket = socket;
        this.principal = principal;
        this.feed = feed;
        this.questions = feed.questions();
    }

    /** Whether it may know where devices are exactly. */
    boolean knowsExactly() {
        return principal.may(Permission.DEVICES);
    }

    /** Closes the socket if its session is over, or its token has ended. */
    void closeIfOver() {
        if (!principal.valid().getAsBoolean()) {
            socket.ioThread()
                    .execute(() -> socket.close(CloseCode.NOT_ALLOWED_ANY_MORE, "the session or token has ended"));
        }
    }

    @Override
    public void text(String message) {
        ViewerCommand command = ViewerCommandParser.parse(message);
        if (command instanceof ChangeView change) {
            views.add(change);
        } else {
            views.close();
            add(() -> command);
        }
        pauseIfFull();
    }

    private void add(Supplier<? extends ViewerCommand> command) {
        if (waitingCommands.incrementAndGet() > LiveOptions.MAX_WAITING_COMMANDS) {
            socket.close(CloseCode.POLICY, "too many commands at once");
            return;
        }
        feed.feed(() -> {
            waitingCommands.decrementAndGet();
            act(command.get());
        });
    }

    /** Who asks but does not read the answers must not make the hub hold them. */
    private void pauseIfFull() {
        if (!hasRoom()) {
            socket.suspendReads();
        }
    }

    @Override
    public void binary(ByteBuffer message) {
        socket.sendText(LiveMessages.error("bad-message", "viewers send text only", 0));
        pauseIfFull();
    }

    private void act(ViewerCommand command) {
        if (gone) {
            return;
        }
        if (command instanceof Subscribe subscribe) {
            subscribe(subscribe);
        } else if (command instanceof ChangeView change) {
            Subscription subscription = subscriptions.get(change.id());
            if (subscription == null || !subscription.view(change.view())) {
                refuse("there is no subscription of mode viewport with this id", change.id());
            }
        } else if (command instanceof Unsubscribe unsubscribe) {
            if (unsubscribe(unsubscribe.id())) {
                sendText(LiveMessages.unsubscribed(unsubscribe.id()));
            } else {
                refuse("there is no such subscription", unsubscribe.id());
            }
        } else if (command instanceof Invalid invalid) {
            sendText(LiveMessages.error(invalid.code(), invalid.message(), invalid.id()));
        }
    }

    private void subscribe(Subscribe command) {
        if (subscriptions.containsKey(command.id())) {
            refuse("the id is in use by another subscription of this socket", command.id());
        } else if (subscriptions.size() == LiveOptions.MAX_SUBSCRIPTIONS) {
            refuse("more than " + LiveOptions.MAX_SUBSCRIPTIONS + " subscriptions", command.id());
        } else if (!hasDevices(command)) {
            refuse(
                    "modes every and viewport need 1 to " + LiveOptions.MAX_EVERY_DEVICES
                            + " devices, a prefix, an area or tags",
                    command.id());
        } else {
            Subscription subscription = feed.make(command, this);
            subscriptions.put(command.id(), subscription);
            feed.audience().changed();
            sendText(subscription
                    .resumed()
                    .map(resumed -> LiveMessages.subscribed(command.id(), resumed))
                    .orElseGet(() -> LiveMessages.subscribed(command.id())));
            subscription.start();
        }
    }

    /** Whether a subscription that reads history is of few enough devices. */
    private static boolean hasDevices(Subscribe command) {
        boolean readsHistory = command.mode() instanceof Every || command.mode() instanceof Viewport;
        Selection selection = command.selection();
        return !readsHistory
                || (!selection.isOfAllDevices() && selection.devices().size() <= LiveOptions.MAX_EVERY_DEVICES);
    }

    private void refuse(String why, int id) {
        sendText(LiveMessages.error("bad-subscription", why, id));
    }

    /** Ends a subscription. Whether there was one. */
    boolean unsubscribe(int id) {
        Subscription subscription = subscriptions.remove(id);
        if (subscription != null) {
            feed.audience().changed();
            subscription.end();
        }
        return subscription != null;
    }

    /** A question about a subscription has failed, so it is over. */
    void fail(int id, Throwable cause) {
        if (cause instanceof QueryTimeoutException) {
            fail(id, "history-timeout", String.valueOf(cause.getMessage()));
        } else {
            log.error("what subscription {} of a viewer asks cannot be read", id, cause);
            fail(id, "history-failed", "stored data cannot be read; the hub's log says why");
        }
    }

    /** A subscription cannot be, so it is over. */
    void fail(int id, String code, String why) {
        sendText(LiveMessages.error(code, why, id));
        unsubscribe(id);
    }

    /** What it asks of the store. */
    Questions questions() {
        return questions;
    }

    /** What the viewer is subscribed to now. */
    List<Subscription> subscriptions() {
        return new ArrayList<>(subscriptions.values());
    }

    /** Whether the viewer reads fast enough to be sent more. */
    boolean hasRoom() {
        return socket.queuedBytes() < LiveOptions.MAX_QUEUED_BYTES;
    }

    void sendText(String message) {
        feed.posts().add(socket, Socket.textFrame(message), Socket.NOTHING);
    }

    void sendBinary(ByteBuffer message) {
        feed.posts().add(socket, Socket.binaryFrame(message), Socket.NOTHING);
    }

    /** Sends a message in two parts, of which the second may go to others, too. */
    void sendBinary(ByteBuffer head, ByteBuffer rest) {
        feed.countFrame();
        feed.posts().add(socket, Socket.binaryFrameHead(head, rest.remaining()), rest);
    }

    /** Sends a frame that {@link Socket#binaryFrameInPlace} made and that goes to others, too. */
    void sendShared(ByteBuffer frame) {
        feed.countFrame();
        feed.posts().add(socket, frame.duplicate(), Socket.NOTHING);
    }

    /** The hub goes; the viewer is to come back after so long, so that not all come at once. */
    void leave(long retryMillis) {
        socket.ioThread().execute(() -> {
            socket.sendText(LiveMessages.stopping(retryMillis));
            socket.close(CloseCode.GOING_AWAY, "the hub stops");
        });
    }

    @Override
    public void pong(byte[] payload) {}

    @Override
    public void drained() {
        socket.resumeReads();
    }

    @Override
    public void violation(int code, String reason) {
        socket.sendText(LiveMessages.error("bad-message", reason, 0));
    }

    @Override
    public void closed(Ending ending) {
        feed.feed(() -> {
            gone = true;
            subscriptions.values().forEach(Subscription::end);
            subscriptions.clear();
            feed.audience().remove(this);
        });
    }
}
