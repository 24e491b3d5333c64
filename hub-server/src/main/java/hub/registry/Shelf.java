package hub.registry;

import hub.store.h2.RegistryFile.Row;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** All of one kind, in memory: any thread may read. */
final class Shelf<T extends Registered> {

    private final String kind;
    private final Function<String, T> parser;
    private final Map<String, T> byName = new ConcurrentSkipListMap<>();

    Shelf(String kind, Function<String, T> parser) {
        this.kind = kind;
        this.parser = parser;
    }

    String kind() {
        return kind;
    }

    Map<String, T> byName() {
        return byName;
    }

    void load(Row row) {
        byName.put(row.name(), parser.apply(row.content()));
    }

    Row row(T one) {
        return new Row(kind, one.name(), one.stored());
    }
}
