package hub.command;

import hub.entry.Entry;
import hub.entry.Event;
import hub.ingest.AppliedListener;
import hub.ingest.Ingest;
import hub.json.JsonValue.JsonObject;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Result;
import hub.store.AppliedEntry;
import hub.store.EventQuery;
import hub.store.OpenCommand;
import hub.store.ReadingStore;
import hub.store.TimeRange;
import hub.time.Clocks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands that are open, and their way from issued to done, failed or expired. Thread-safe.
 *
 * <p>Each step is an event in the journal; what is known here follows once the event is applied, as with everything that
 * the hub knows. So a command that was accepted is sent, whatever happens to the hub, and sent again over each new
 * connection until there is a result: at least once, with the same id.
 */
public final class CommandBook implements AppliedListener {

    /** So many of a device may be open. */
    public static final int MAX_OPEN = 32;

    private final Ingest ingest;
    private final ReadingStore store;
    private final Clocks clocks;
    private final CommandIds ids = new CommandIds();

    /** By device and id; the inner maps are never changed, but replaced. */
    private final Map<DeviceId, Map<String, Command>> open = new ConcurrentHashMap<>();

    private final Map<DeviceId, CommandChannel> channels = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Command>> awaited = new ConcurrentHashMap<>();

    /** Of these the event that ends them is on its way. */
    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    private final RecentIds ended = new RecentIds();

    /** @param store recovered: what the journal holds is applied */
    public CommandBook(Ingest ingest, ReadingStore store, Clocks clocks) {
        this.ingest = ingest;
        this.store = store;
        this.clocks = clocks;
        store.openCommands().forEach((device, commands) -> commands.forEach(command -> restore(device, command)));
    }

    private void restore(DeviceId device, OpenCommand known) {
        CommandEvents.after(Optional.empty(), known.issued().event())
                .map(command -> known.sent()
                        .map(sent -> command.sent(sent.event().timeMicros()))
                        .orElse(command))
                .ifPresent(command -> put(device, command));
    }

    /**
     * Issues a command.
     *
     * @return is completed with it once it is on stable storage; if the journal fails now, that may be much later
     * @throws TooManyCommandsException if the device has as many open ones as it may
     */
    public CompletableFuture<Command> issue(DeviceId device, String name, JsonObject args, Duration expiresIn) {
        if (open(device).size() >= MAX_OPEN) {
            throw new TooManyCommandsException("device " + device + " has " + MAX_OPEN
                    + " open commands, as many as it may: wait until some are over");
        }
        if (ingest.ledger(device).isEmpty()) {
            throw new TooManyCommandsException(
                    "device " + device + " would be one more than the hub may remember: its commands could not end");
        }
        long now = clocks.micros();
        Command command = new Command(
                ids.next(),
                device,
                name,
                args,
                now,
                now + expiresIn.toNanos() / 1_000,
                CommandState.PENDING,
                OptionalLong.empty(),
                OptionalLong.empty(),
                new JsonObject(Map.of()),
                "");
        CompletableFuture<Command> stored = new CompletableFuture<>();
        awaited.put(command.id(), stored);
        ingest.record(new Entry.Occurrence(CommandEvents.issued(command)));
        return stored;
    }

    /** The open commands of a device, as they were issued. */
    public List<Command> open(DeviceId device) {
        return List.copyOf(open.getOrDefault(device, Map.of()).values());
    }

    /** How many commands are open. */
    public int openCount() {
        return open.values().stream().mapToInt(Map::size).sum();
    }

    /** The commands of a device that its newest events tell of, as they were issued. Asks the store. */
    public List<Command> history(DeviceId device) {
        SortedMap<Long, Event> events = new TreeMap<>();
        store.events(new EventQuery(Set.of(device), TimeRange.ALL, EventQuery.MAX_LIMIT)).stream()
                .filter(numbered -> CommandEvents.isCommand(numbered.event().type()))
                .forEach(numbered -> events.put(numbered.number(), numbered.event()));
        for (OpenCommand command : store.openCommands().getOrDefault(device, List.of())) {
            events.put(command.issued().number(), command.issued().event()); // That may be long ago.
        }
        return CommandEvents.history(events.values());
    }

    /** From now on this connection is told of the device's commands; those that are open are to be sent over it. */
    public List<Command> attach(DeviceId device, CommandChannel channel) {
        channels.put(device, channel);
        return open(device);
    }

    /** The connection is over. */
    public void detach(DeviceId device, CommandChannel channel) {
        channels.remove(device, channel);
    }

    /** A command was sent. */
    public void sent(Command command) {
        if (command.state() == CommandState.PENDING) {
            record(CommandEvents.sent(command, clocks.micros()));
        }
    }

    /** A device has answered. Returns whether it was sent that command; a second answer is passed over. */
    public boolean answered(DeviceId device, Result result) {
        Command command = open.getOrDefault(device, Map.of()).get(result.id());
        if (command == null) {
            return ended.contains(device + "/" + result.id());
        }
        if (ending.add(command.id())) {
            record(CommandEvents.finished(command, result, clocks.micros()));
        }
        return true;
    }

    /** Ends the commands of which the time is over. To be called now and then. */
    public void expire() {
        long now = clocks.micros();
        for (Map<String, Command> commands : open.values()) {
            for (Command command : commands.values()) {
                if (command.expiresMicros() <= now && ending.add(command.id())) {
                    record(CommandEvents.expired(command, now));
                }
            }
        }
    }

    /** Whether a command may still be sent. */
    public boolean isDue(Command command) {
        return command.expiresMicros() > clocks.micros() && !ending.contains(command.id());
    }

    /** Each step follows from one before. */
    private void record(Event event) {
        ingest.recordIfKnown(new Entry.Occurrence(event));
    }

    @Override
    public void applied(List<AppliedEntry> entries) {
        for (AppliedEntry applied : entries) {
            if (applied.entry() instanceof Entry.Occurrence occurrence
                    && CommandEvents.isCommand(occurrence.event().type())) {
                occurrence.event().device().ifPresent(device -> follow(device, occurrence.event()));
            } else if (applied.entry() instanceof Entry.Erasure erasure) {
                forget(erasure.device());
            }
        }
    }

    private void forget(DeviceId device) {
        Map<String, Command> commands = open.remove(device);
        if (commands != null) {
            ending.removeAll(commands.keySet());
        }
    }

    private void follow(DeviceId device, Event event) {
        @Nullable Command before = open.getOrDefault(device, Map.of()).get(event.reason());
        CommandEvents.after(Optional.ofNullable(before), event).ifPresent(command -> {
            put(device, command);
            if (event.type() == Event.Type.COMMAND_ISSUED) {
                begun(command);
            }
        });
    }

    private void begun(Command command) {
        CommandChannel channel = channels.get(command.device());
        if (channel != null) {
            channel.issued(command);
        }
        CompletableFuture<Command> stored = awaited.remove(command.id());
        if (stored != null) {
            stored.complete(command);
        }
    }

    private void put(DeviceId device, Command command) {
        open.compute(device, (id, known) -> {
            Map<String, Command> next = new LinkedHashMap<>(known == null ? Map.of() : known);
            if (command.state().isOpen()) {
                next.put(command.id(), command);
            } else {
                next.remove(command.id());
            }
            return next.isEmpty() ? null : next;
        });
        if (!command.state().isOpen()) {
            ended.add(device + "/" + command.id());
            ending.remove(command.id());
        }
    }
}
