package hub.history;

import hub.text.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be asked of the readings in a bucket. */
enum BucketFunction {
    AVG,
    MIN,
    MAX,
    COUNT,
    SUM,
    FIRST,
    LAST;

    /** The name of the parameter and of the column. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BucketFunction parse(String text) {
        for (BucketFunction function : values()) {
            if (function.column().equals(text)) {
                return function;
            }
        }
        throw new BadRequestException("parameter 'fn': '" + Printable.shortened(text) + "' is unknown; known are "
                + Arrays.stream(values()).map(BucketFunction::column).collect(Collectors.joining(", ")));
    }
}
