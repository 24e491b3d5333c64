package hub.importing;

import hub.entry.Entry;
import hub.importing.Batch.BadRow;
import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.store.AppliedEntry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A hub that runs: it is sent block after block, and has stored each when it answers. */
final class HubSink implements ImportSink {

    private static final int OK = 200;
    private static final int WRONG = 400;

    private final FileFormat format;
    private final RunningHub hub;
    private int file = -1;
    private Optional<String> unusable = Optional.empty();

    HubSink(FileFormat format, RunningHub hub) {
        this.format = format;
        this.hub = hub;
    }

    /** Sends the lines with their file's header before them, so that the hub need not know what came before. */
    @Override
    public Batch parse(Block block) {
        if (block.file() != file) {
            file = block.file();
            unusable = Optional.empty();
        }
        if (unusable.isPresent() || block.length() == 0) {
            return nothing(block, block.failure().or(() -> unusable));
        }
        boolean json = format == FileFormat.NDJSON
                || (format == FileFormat.AUTO && block.header().startsWith("{"));
        boolean headed = !json && block.firstLine() > 1;
        byte[] header = (headed ? block.header() + "\n" : "").getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = hub.store(json ? "ndjson" : "csv", header, block.bytes(), block.length());
        if (answer.statusCode() == WRONG) {
            unusable = Optional.of(reason(answer.body()));
            return nothing(block, unusable);
        }
        if (answer.statusCode() != OK) {
            throw new ImportException("the hub answers " + answer.statusCode() + ": " + reason(answer.body()));
        }
        return batch(block, object(answer.body()), block.firstLine() - (headed ? 2 : 1));
    }

    private static Batch nothing(Block block, Optional<String> failure) {
        return new Batch(block, List.of(), 0, 0, 0, List.of(), failure);
    }

    private static Batch batch(Block block, JsonObject told, long linesBefore) {
        List<BadRow> bad = new ArrayList<>();
        for (JsonValue row : FileMark.member(told, "rejected", JsonArray.class).elements()) {
            JsonObject one = (JsonObject) row;
            bad.add(new BadRow(
                    linesBefore + FileMark.number(one, "line"),
                    FileMark.member(one, "reason", JsonString.class).value(),
                    FileMark.member(one, "row", JsonString.class).value()));
        }
        long lines = linesBefore + FileMark.number(told, "lines");
        for (long more = FileMark.number(told, "rejectedRows") - bad.size(); more > 0; more--) {
            bad.add(new BadRow(lines, "one of many wrong rows; the hub told of the first only", ""));
        }
        return new Batch(
                block,
                List.of(),
                (int) FileMark.number(told, "readings"),
                lines,
                FileMark.number(told, "rows"),
                bad,
                block.failure());
    }

    private static JsonObject object(String body) {
        try {
            return (JsonObject) JsonReader.read(body);
        } catch (JsonSyntaxException | ClassCastException e) {
            throw new ImportException(
                    "what answers is no hub: " + body.lines().findFirst().orElse(""), e);
        }
    }

    /** The detail of a problem. */
    private static String reason(String body) {
        try {
            return FileMark.member(object(body), "detail", JsonString.class).value();
        } catch (ImportException | ClassCastException e) {
            return body.lines().findFirst().orElse("nothing");
        }
    }

    @Override
    public DurableEntries append(List<Entry> entries) {
        return DurableEntries.none();
    }

    @Override
    public void apply(List<AppliedEntry> durable) {
        throw new IllegalStateException("the hub does");
    }

    @Override
    public long position() {
        return 0;
    }
}
