package hub.history;

import hub.quality.QaFilter;
import hub.quality.QaFlag;
import hub.quality.QaRules;
import hub.store.ReadingStore;
import hub.text.Printable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameter {@code qa}: {@code flag}, {@code exclude}, {@code only}, or one of the last two with flags: {@code exclude:spike,stuck}. */
final class QaParameter {

    private static final String FLAG = "flag";
    private static final String EXCLUDE = "exclude";
    private static final String ONLY = "only";

    private QaParameter() {}

    /** Whether flags are asked for as a column. */
    static boolean isColumn(QueryParameters parameters) {
        return parameters.single("qa").filter(FLAG::equals).isPresent();
    }

    /** Whether all readings have flags, so that rows of single ones may tell them. */
    static boolean isDoubtfulOnly(QueryParameters parameters) {
        return parameters.single("qa").filter(text -> text.startsWith(ONLY)).isPresent();
    }

    /** What stands between the store and the question; leaves everything as it is if nothing is asked. */
    static SnapshotFilter read(QueryParameters parameters, ReadingStore store, QaRules rules) {
        return parameters
                .single("qa")
                .map(text -> filter(text, store, rules, parameters.nowMicros()))
                .<SnapshotFilter>map(filter -> filter::applied)
                .orElse(snapshot -> snapshot);
    }

    private static QaFilter filter(String text, ReadingStore store, QaRules rules, long nowMicros) {
        if (text.equals(FLAG)) {
            return QaFilter.flagging(rules, store, nowMicros);
        }
        int colon = text.indexOf(':');
        Set<QaFlag> flags = colon < 0 ? QaFlag.DOUBTFUL : flags(text.substring(colon + 1));
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case EXCLUDE -> QaFilter.excluding(rules, store, flags, nowMicros);
            case ONLY -> QaFilter.only(rules, store, flags, nowMicros);
            default ->
                throw new BadRequestException(
                        "parameter 'qa': '" + Printable.shortened(text)
                                + "' is unknown; known are flag, exclude, only, and the last two with flags, such as exclude:spike,stuck");
        };
    }

    private static Set<QaFlag> flags(String names) {
        Set<QaFlag> flags = EnumSet.noneOf(QaFlag.class);
        for (String name : names.split(",", -1)) {
            flags.add(QaFlag.parse(name)
                    .orElseThrow(() -> new BadRequestException("parameter 'qa': flag '" + Printable.shortened(name)
                            + "' is unknown; known are " + known())));
        }
        return flags;
    }

    private static String known() {
        return Arrays.stream(QaFlag.values()).map(QaFlag::wireName).collect(Collectors.joining(", "));
    }
}
