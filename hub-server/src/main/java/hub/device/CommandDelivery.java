package hub.device;

import hub.command.Command;
import hub.command.CommandBook;
import hub.command.CommandChannel;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Result;
import hub.protocol.message.HubMessages;
import hub.socket.Socket;
import java.util.HashSet;
import java.util.Set;

/** Brings a device its commands over one connection, each once. Confined to the socket's IO thread, but for the channel. */
final class CommandDelivery implements CommandChannel {

    private final CommandBook book;
    private final DeviceId device;
    private final Socket socket;
    private final Set<String> sent = new HashSet<>();

    CommandDelivery(CommandBook book, DeviceId device, Socket socket) {
        this.book = book;
        this.device = device;
        this.socket = socket;
    }

    /** Sends what is open; after the welcome. */
    void begin() {
        book.attach(device, this).forEach(this::send);
    }

    @Override
    public void issued(Command command) {
        socket.ioThread().execute(() -> send(command));
    }

    private void send(Command command) {
        if (book.isDue(command) && sent.add(command.id())) {
            socket.sendText(HubMessages.write(command.message()));
            book.sent(command);
        }
    }

    /** Takes the device's answer; returns whether it is one to a command of its own. */
    boolean answered(Result result) {
        return book.answered(device, result);
    }

    void end() {
        book.detach(device, this);
    }
}
