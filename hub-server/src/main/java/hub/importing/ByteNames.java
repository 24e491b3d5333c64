package hub.importing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What belongs to names that are found in a text of bytes, without making strings of them. */
final class ByteNames<T> {

    private static final class Node<T> {

        private final byte[] name;
        private final T value;
        private final @Nullable Node<T> next;

        Node(byte[] name, T value, @Nullable Node<T> next) {
            this.name = name;
            this.value = value;
            this.next = next;
        }
    }

    private static final int FIRST_ROOM = 64;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable Node<T>[] table = new Node[FIRST_ROOM];

    private int size;

    /** What was added under the name; null if nothing was. */
    @Nullable T find(byte[] text, int from, int to) {
        for (Node<T> node = table[slot(text, from, to)]; node != null; node = node.next) {
            if (Arrays.equals(node.name, 0, node.name.length, text, from, to)) {
                return node.value;
            }
        }
        return null;
    }

    /** Adds a name that is not there. */
    void add(byte[] text, int from, int to, T value) {
        if (size == table.length) {
            grow();
        }
        put(Arrays.copyOfRange(text, from, to), value);
        size++;
    }

    private void put(byte[] name, T value) {
        int slot = slot(name, 0, name.length);
        table[slot] = new Node<>(name, value, table[slot]);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void grow() {
        @Nullable Node<T>[] old = table;
        table = new Node[4 * old.length];
        for (Node<T> first : old) {
            for (Node<T> node = first; node != null; node = node.next) {
                put(node.name, node.value);
            }
        }
    }

    /** The room is a power of two. */
    private int slot(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;
        return (hash ^ hash >>> 16) & (table.length - 1);
    }
}
