package hub.registry;

import hub.store.StoreException;
import hub.store.StoreImage;
import hub.store.h2.RegistryFile;
import hub.store.h2.RegistryFile.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Who is known. All of it is in memory, so that asking never waits; a change is on the disk, together with its line in
 * the log, before it shows in memory.
 *
 * <p>Any thread may ask. Changes come one after the other, and wait for the disk: not on an IO thread.
 */
public final class Registry implements AutoCloseable {

    private final RegistryFile file;
    private final LongSupplier wallMicros;
    private final AtomicLong version = new AtomicLong();
    private final Shelf<RegisteredDevice> deviceShelf = new Shelf<>("device", RegisteredDevice::stored);
    private final Shelf<User> userShelf = new Shelf<>("user", User::stored);
    private final Shelf<ApiToken> tokenShelf = new Shelf<>("token", ApiToken::stored);
    private final Shelf<FleetKey> keyShelf = new Shelf<>("fleet-key", FleetKey::stored);
    private final List<Shelf<?>> shelves = List.of(deviceShelf, userShelf, tokenShelf, keyShelf);
    private final DeviceRegistry devices = new DeviceRegistry(this, deviceShelf, keyShelf);
    private final UserRegistry users = new UserRegistry(this, userShelf);
    private final TokenRegistry tokens = new TokenRegistry(this, tokenShelf);
    private final KeyRegistry keys = new KeyRegistry(this, keyShelf);

    private Registry(RegistryFile file, LongSupplier wallMicros) {
        this.file = file;
        this.wallMicros = wallMicros;
        load();
    }

    /**
     * Opens or creates a registry.
     *
     * @param path without the ending that the database adds
     * @param wallMicros in µs since 1970
     * @throws StoreException if it cannot be used
     */
    public static Registry open(Path path, LongSupplier wallMicros) {
        RegistryFile file = RegistryFile.open(path);
        try {
            return new Registry(file, wallMicros);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void load() {
        shelves.forEach(shelf -> shelf.byName().clear());
        for (Row row : file.rows()) {
            shelves.stream()
                    .filter(shelf -> shelf.kind().equals(row.kind()))
                    .findFirst()
                    .orElseThrow(() -> new StoreException(
                            "the registry has a " + row.kind() + ", which only a newer hub knows: use that one"))
                    .load(row);
        }
        version.incrementAndGet();
    }

    public DeviceRegistry devices() {
        return devices;
    }

    public UserRegistry users() {
        return users;
    }

    public TokenRegistry tokens() {
        return tokens;
    }

    public KeyRegistry keys() {
        return keys;
    }

    /** Another number after every change. */
    public long version() {
        return version.get();
    }

    long nowMicros() {
        return wallMicros.getAsLong();
    }

    /** Makes changes, all or none; while holding this registry, so that what they are based on is still so. */
    void apply(Actor actor, List<? extends Edit<?>> edits) {
        if (file.isBroken()) {
            file.reopen();
            load();
            throw new StoreException("the registry was read anew after an error; try again");
        }
        List<Row> put = new ArrayList<>();
        List<Row> removed = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Edit<?> edit : edits) {
            collect(edit, put, removed);
            lines.add(edit.line(actor, nowMicros()));
        }
        file.write(put, removed, lines);
        edits.forEach(Edit::apply);
        version.incrementAndGet();
    }

    /**
     * Notes what changes nothing that is kept, such as the end of a session.
     *
     * @param kind of what, such as session
     * @param name whose
     */
    public synchronized void note(Actor actor, String action, String kind, String name) {
        file.write(List.of(), List.of(), List.of(Edit.line(actor, nowMicros(), action, kind, name)));
    }

    private static <T extends Registered> void collect(Edit<T> edit, List<Row> put, List<Row> removed) {
        T after = edit.after();
        T before = edit.before();
        if (after != null) {
            put.add(edit.shelf().row(after));
        } else if (before != null) {
            removed.add(edit.shelf().row(before));
        }
    }

    /**
     * Lines of the log of changes, the newest first.
     *
     * @param before only lines with smaller numbers
     * @param limit the most lines
     */
    public List<RegistryFile.Line> log(long before, int limit) {
        return file.log(before, limit);
    }

    /** The registry as it is now, for a backup. */
    public StoreImage image() {
        return file.image();
    }

    @Override
    public void close() {
        file.close();
    }
}
