package hub.simulator.verify;

import hub.simulator.verify.LedgerRecord.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** How far each device of a ledger has got. Holds what is not settled, and of all else a few numbers a device. */
public final class Standing {

    private final Ledger ledger;
    private final List<Device> devices = new ArrayList<>();
    private long sentReadings;
    private long acknowledgedReadings;
    private long refusedReadings;

    private Standing(Ledger ledger) {
        this.ledger = ledger;
        for (int i = 0; i < ledger.plan().devices(); i++) {
            devices.add(new Device(ledger.plan().startMicros() - 1));
        }
    }

    /** @throws LedgerException if the ledger is damaged */
    public static Standing of(Ledger ledger) throws IOException {
        Standing standing = new Standing(ledger);
        ledger.read(standing::add);
        return standing;
    }

    /** Where one device stands. */
    static final class Device {

        /** Sent and not settled, oldest first. */
        final ArrayDeque<SentFrame> unsettled = new ArrayDeque<>();

        /** The number of the newest frame, 0 without one. */
        long seq;

        /** When its newest reading was. */
        long lastMicros;

        private Device(long lastMicros) {
            this.lastMicros = lastMicros;
        }
    }

    private void add(LedgerRecord record) throws IOException {
        Device device = devices.get(record.frame().device());
        if (record.kind() == Kind.SENT) {
            addSent(device, record.frame());
        } else {
            settle(device, record);
        }
    }

    private void addSent(Device device, SentFrame frame) throws IOException {
        if (frame.seq() != device.seq + 1 || frame.baseMicros() <= device.lastMicros || frame.count() < 1) {
            throw ledger.damage(
                    "frame " + frame.seq() + " of device " + frame.device() + " follows frame " + device.seq);
        }
        device.seq = frame.seq();
        device.lastMicros = frame.lastMicros();
        device.unsettled.addLast(frame);
        sentReadings += frame.count();
    }

    private void settle(Device device, LedgerRecord record) throws IOException {
        // Nearly always the oldest: acknowledgements come in order.
        for (SentFrame frame : device.unsettled) {
            if (frame.seq() == record.frame().seq()) {
                device.unsettled.remove(frame);
                if (record.kind() == Kind.ACKNOWLEDGED) {
                    acknowledgedReadings += frame.count();
                } else {
                    refusedReadings += frame.count();
                }
                return;
            }
        }
        throw ledger.damage("frame " + record.frame().seq() + " of device "
                + record.frame().device() + " is settled twice or was never sent");
    }

    Device device(int index) {
        return devices.get(index);
    }

    /** The most frames that one device has to send again. */
    public int mostUnsettled() {
        return devices.stream()
                .mapToInt(device -> device.unsettled.size())
                .max()
                .orElse(0);
    }

    /** How many frames there are of all devices. */
    long frames() {
        return devices.stream().mapToLong(device -> device.seq).sum();
    }

    /** Readings sent since the ledger began. */
    public long sentReadings() {
        return sentReadings;
    }

    /** Those of them that the hub acknowledged. */
    public long acknowledgedReadings() {
        return acknowledgedReadings;
    }

    /** Those that it refused. */
    public long refusedReadings() {
        return refusedReadings;
    }
}
