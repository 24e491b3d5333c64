package hub.device;

import hub.ingest.DeviceLedger;
import hub.protocol.frame.Ack;
import hub.protocol.message.HubMessage.JsonAck;
import hub.protocol.message.HubMessages;
import hub.socket.Socket;
import hub.store.DeviceRecord;
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
    }

    private final DeviceLedger ledger;
    private final Socket socket;
    private final Map<Long, Progress> epochs = new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Progress> eldest) {
            return size() > DeviceRecord.MAX_EPOCHS;
        }
    };

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
    }

    private void acknowledge(long epoch, Progress progress) {
        long durable = Math.min(ledger.durable(epoch), progress.received);
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
