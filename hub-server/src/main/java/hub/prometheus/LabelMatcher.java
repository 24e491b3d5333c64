package hub.prometheus;

import org.jspecify.annotations.Nullable;

/**
 * A condition on one label. A label that a series does not have is empty.
 *
 * @param equal whether the label should match or must not
 * @param value the text that it is compared with, or the pattern's
 * @param pattern null if the whole text is meant
 */
record LabelMatcher(
        String label, boolean equal, String value, @Nullable LabelPattern pattern) {

    /** One from its operator. */
    static LabelMatcher of(String label, String operator, String value) {
        boolean isPattern = operator.endsWith("~");
        return new LabelMatcher(label, operator.startsWith("="), value, isPattern ? LabelPattern.parse(value) : null);
    }

    boolean accepts(String text) {
        boolean same = pattern == null ? value.equals(text) : pattern.matches(text);
        return same == equal;
    }

    /** Whether it asks for one text and nothing else. */
    boolean isExact() {
        return equal && pattern == null;
    }
}
