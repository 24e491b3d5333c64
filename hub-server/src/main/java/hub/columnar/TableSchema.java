package hub.columnar;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The columns of a table: a time, then names, then numbers.
 *
 * @param names columns of names; none is ever absent
 * @param numbers the names of the columns of numbers, each of which may be absent in a row
 * @param notes what else the file tells of itself, by key
 */
public record TableSchema(List<NameColumn> names, List<String> numbers, Map<String, String> notes) {

    /** What the column of times is called. */
    static final String TIME = "time";

    /** @throws NullPointerException if something is null */
    public TableSchema {
        names = List.copyOf(names);
        numbers = List.copyOf(numbers);
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    }

    /**
     * A column of names.
     *
     * @param name of the column
     * @param values all that may be in it, each once
     */
    public record NameColumn(String name, List<String> values) {}
}
