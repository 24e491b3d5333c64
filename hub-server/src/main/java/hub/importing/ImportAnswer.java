package hub.importing;

import hub.importing.Batch.BadRow;
import hub.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** What became of a file that was sent. */
final class ImportAnswer {

    /** Of wrong rows the first are told, up to so many characters: enough for a block of which every row is wrong. */
    private static final long MAX_TOLD = 16L << 20;

    private static final int EACH = 50;

    private final List<BadRow> bad = new ArrayList<>();
    private long told;
    private long lines;
    private long rows;
    private long readings;
    private long rejected;

    void add(Batch batch) {
        lines = Math.max(lines, batch.lines());
        rows += batch.rows();
        readings += batch.readings();
        rejected += batch.bad().size();
        for (BadRow row : batch.bad()) {
            told += row.reason().length() + row.text().length() + EACH;
            if (told > MAX_TOLD) {
                return;
            }
            bad.add(row);
        }
    }

    /** For an error, which does not undo it. */
    String stored() {
        return readings + " readings up to line " + lines + " are stored";
    }

    String json() {
        JsonWriter json = new JsonWriter().beginObject().name("lines").value(lines);
        json.name("rows").value(rows).name("readings").value(readings);
        json.name("rejectedRows").value(rejected).name("rejected").beginArray();
        for (BadRow row : bad) {
            json.beginObject().name("line").value(row.line());
            json.name("reason")
                    .value(row.reason())
                    .name("row")
                    .value(row.text())
                    .endObject();
        }
        return json.endArray().endObject().toString();
    }
}
