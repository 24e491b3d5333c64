package hub.importing;

import hub.importing.BlockReader.Start;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.json.JsonWriter;

/**
 * How far the import of a file is.
 *
 * @param source the file, as it was when the import began
 * @param offset up to which it is stored, unpacked
 * @param lines how many lines that is
 * @param done whether that is all of it
 */
record FileMark(String source, long size, long modified, long offset, long lines, Counts counts, boolean done) {

    /**
     * What was found up to there.
     *
     * @param rejected rows that were left out
     */
    record Counts(long rows, long readings, long rejected) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(rows + more.rows, readings + more.readings, rejected + more.rejected);
        }
    }

    static FileMark begin(Source source) {
        return new FileMark(source.name(), source.size(), source.modifiedMillis(), 0, 0, Counts.NONE, false);
    }

    /** Whether it is about that file, and the file is what it was. */
    boolean isOf(Source other) {
        return source.equals(other.name()) && size == other.size() && modified == other.modifiedMillis();
    }

    FileMark behind(Batch batch) {
        Block block = batch.block();
        Counts more = new Counts(batch.rows(), batch.readings(), batch.bad().size());
        return new FileMark(
                source,
                size,
                modified,
                block.end(),
                Math.max(lines, batch.lines()),
                counts.plus(more),
                block.last() && batch.failure().isEmpty());
    }

    Start start() {
        return new Start(offset, lines);
    }

    void write(JsonWriter json) {
        json.beginObject().name("source").value(source);
        json.name("size").value(size).name("modified").value(modified);
        json.name("offset").value(offset).name("lines").value(lines);
        json.name("rows").value(counts.rows()).name("readings").value(counts.readings());
        json.name("rejected").value(counts.rejected()).name("done").value(done).endObject();
    }

    /** @throws ClassCastException if it is not what {@link #write} writes */
    static FileMark read(JsonObject json) {
        return new FileMark(
                member(json, "source", JsonString.class).value(),
                number(json, "size"),
                number(json, "modified"),
                number(json, "offset"),
                number(json, "lines"),
                new Counts(number(json, "rows"), number(json, "readings"), number(json, "rejected")),
                member(json, "done", JsonBoolean.class).value());
    }

    static long number(JsonObject json, String name) {
        return member(json, name, JsonNumber.class).asLong();
    }

    /** @throws ClassCastException if it is of another kind, or not there */
    static <T extends JsonValue> T member(JsonObject json, String name, Class<T> kind) {
        JsonValue value = json.members().get(name);
        if (!kind.isInstance(value)) {
            throw new ClassCastException(name + " is not there");
        }
        return kind.cast(value);
    }
}
