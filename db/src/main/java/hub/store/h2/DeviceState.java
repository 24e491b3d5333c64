package hub.store.h2;

import hub.protocol.Channel;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.store.DeviceRecord;
import hub.store.OpenCommand;
import hub.store.ReadingStore.NumberedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A device as it is now. Confined to the store's lock. */
final class DeviceState {

    final int number;
    final DeviceId id;
    final Map<Metric, SeriesState> series = new TreeMap<>();

    @Nullable Hello profile;

    /** The number of the newest event, 0 if there is none. */
    long lastEvent;

    @Nullable NumberedEvent lastState;

    /** By id, those that are open, as they were issued. */
    final Map<String, OpenCommand> commands = new LinkedHashMap<>();

    /** Whether the row in the database is older than this. */
    boolean dirty;

    /** Whether it has a row in the database. Set by the writer. */
    boolean stored;

    /** Whether it is erased: it is in memory only until all of it is gone from the database. */
    boolean erased;

    /** Whether its row in the database says so, too: then the rest of it may go. Set by the writer. */
    boolean tombstone;

    /** Its chunks. Changed by the writer. */
    DeviceChunks chunks = DeviceChunks.NONE;

    private long lastReceived = Long.MIN_VALUE;

    /** The highest sequence number of an epoch. */
    private static final class Mark {
        private final long epoch;
        private long seq;

        Mark(long epoch, long seq) {
            this.epoch = epoch;
            this.seq = seq;
        }
    }

    /** By epoch, the longest unused first. */
    private final LinkedHashMap<Long, Mark> marks = new LinkedHashMap<>(4, 0.75f, true);

    /** The one used last: of a frame's, nearly always. */
    private @Nullable Mark lastMark;

    /** The standard metrics' series by channel: the lookup for every reading. */
    private final @Nullable SeriesState[] byStandardChannel =
            new @Nullable SeriesState[Channel.standard().size() + 1];

    /** Stands for a name that is gone, of a device that nobody can ask for. */
    private static final DeviceId NAMELESS = new DeviceId("-");

    /** A device that was erased in an earlier life, and of which something is left. */
    static DeviceState tombstone(int number, long newestEvent, DeviceChunks chunks) {
        DeviceState left = new DeviceState(number, NAMELESS);
        left.stored = true;
        left.erased = true;
        left.tombstone = true;
        left.lastEvent = newestEvent;
        left.chunks = chunks;
        return left;
    }

    DeviceState(int number, DeviceId id) {
        this.number = number;
        this.id = id;
    }

    /** Whether it is erased and nothing is left of it but its row. */
    boolean isGone() {
        return tombstone && lastEvent == 0 && chunks.all().isEmpty();
    }

    @Nullable SeriesState standardSeries(int channel) {
        return channel < byStandardChannel.length ? byStandardChannel[channel] : null;
    }

    void addSeries(SeriesState added) {
        series.put(added.metric, added);
        Channel.standard(added.metric).ifPresent(channel -> byStandardChannel[channel.id()] = added);
    }

    /** An event of this device. */
    void follow(NumberedEvent event) {
        lastEvent = event.number();
        String command = event.event().reason();
        switch (event.event().type()) {
            case ONLINE, STALE, OFFLINE -> lastState = event;
            case COMMAND_ISSUED -> commands.put(command, new OpenCommand(event, Optional.empty()));
            case COMMAND_SENT ->
                commands.computeIfPresent(command, (id, open) -> new OpenCommand(open.issued(), Optional.of(event)));
            case COMMAND_DONE, COMMAND_FAILED, COMMAND_EXPIRED -> commands.remove(command);
            case HUB_STARTED, HUB_STOPPED, CLOCK_AHEAD, JOURNAL_DAMAGED, FLAPPING, ERASED -> {}
        }
    }

    void received(long timeMicros) {
        lastReceived = Math.max(lastReceived, timeMicros);
    }

    /** Whether a sequenced frame is new; if so it counts as applied from now on. */
    boolean mark(long epoch, long seq) {
        Mark mark = lastMark;
        if (mark == null || mark.epoch != epoch) {
            mark = marks.computeIfAbsent(epoch, first -> new Mark(first, 0));
            lastMark = mark;
            if (marks.size() > DeviceRecord.MAX_EPOCHS) {
                marks.remove(marks.keySet().iterator().next());
            }
        }
        if (mark.seq >= seq) {
            return false;
        }
        mark.seq = seq;
        return true;
    }

    DeviceRecord toRecord() {
        List<ResumePoint> resume = new ArrayList<>(marks.size());
        marks.forEach((epoch, mark) -> resume.add(new ResumePoint(epoch, mark.seq)));
        Collections.reverse(resume);
        return new DeviceRecord(
                id,
                Optional.ofNullable(profile),
                lastReceived == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(lastReceived),
                Optional.ofNullable(lastState).map(NumberedEvent::event),
                List.copyOf(resume));
    }
}
