package hub.device;

import hub.ingest.DeviceLedger;
import hub.protocol.frame.Ack;
import hub.protocol.message.HubMessage.JsonAck;
import hub.protocol.message.HubMessages;
import hub.socket.Socket;
import hub.store.DeviceRecord;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sequence numbers came over one connection, and which of them the device still has to hear of. Confined to the
 * socket's IO thread.
 */
final class Acknowledgements {

    /** One epoch on this connection. */
    private static final class Progress {
        long received;
        long acknowledged;
        /** A frame came that is durable already: it is to be acknowledged again. */
        boolean again;

        boolean binary;
        boolean json;

        boolean isDone() {
            return acknowledged == received && !again;
        }
    }

    private final DeviceLedger ledger;
    private final Socket socket;

    /** By epoch, the longest unused first. More than are remembered only while some wait for the disk. */
    private final Map<Long, Progress> epochs = new LinkedHashMap<>(4, 0.75f, true);

    Acknowledgements(DeviceLedger ledger, Socket socket) {
        this.ledger = ledger;
        this.socket = socket;
    }

    /** A sequenced frame came and was accepted, now or before. */
    void received(long epoch, long seq, boolean json, boolean duplicate) {
        Progress progress = epochs.computeIfAbsent(epoch, unknown -> new Progress());
        progress.received = Math.max(progress.received, seq);
        progress.again |= duplicate;
        progress.json |= json;
        progress.binary |= !json;
        if (duplicate) {
            acknowledge(epoch, progress);
        }
    }

    /** Acknowledges what has become durable. */
    void acknowledge() {
        epochs.forEach(this::acknowledge);
        Iterator<Progress> oldest = epochs.values().iterator();
        while (epochs.size() > DeviceRecord.MAX_EPOCHS && oldest.hasNext()) {
            if (oldest.next().isDone()) {
                oldest.remove();
            }
        }
    }

    private void acknowledge(long epoch, Progress progress) {
        long durable = ledger.durable(epoch, progress.received);
        if (durable == 0 || (durable <= progress.acknowledged && !progress.again)) {
            return;
        }
        // What was asked for again is answered once all that came is durable, not before.
        progress.again &= durable < progress.received;
        progress.acknowledged = durable;
        if (progress.binary) {
            socket.sendBinary(new Ack(epoch, durable).encode());
        }
        if (progress.json) {
            socket.sendText(HubMessages.write(new JsonAck(epoch, durable)));
        }
    }
}
