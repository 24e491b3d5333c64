package hub.sql;

import org.h2.index.Cursor;
import org.h2.message.DbException;
import org.h2.result.DefaultRow;
import org.h2.result.Row;
import org.h2.result.SearchRow;
import org.h2.value.Value;
import org.jspecify.annotations.Nullable;

/** Gives rows to the database, one at a time. */
abstract class RowCursor implements Cursor {

    private final Run run;
    private @Nullable Row row;

    RowCursor(Run run) {
        this.run = run;
    }

    /** Goes to the next row; false behind the last. */
    abstract boolean advance();

    /** The values of the row. */
    abstract Value[] values();

    @Override
    public final boolean next() {
        run.step();
        row = null;
        return advance();
    }

    @Override
    public final Row get() {
        Row known = row;
        if (known == null) {
            known = new DefaultRow(values());
            row = known;
        }
        return known;
    }

    @Override
    public final SearchRow getSearchRow() {
        return get();
    }

    @Override
    public final boolean previous() {
        throw DbException.getUnsupportedException("previous");
    }
}
