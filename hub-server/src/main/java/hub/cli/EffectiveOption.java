package hub.cli;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An option as it is in force.
 *
 * @param key its name in a configuration file
 * @param value null if it has none
 * @param source where that comes from
 * @param reloaded whether a running hub takes it anew on SIGHUP
 */
record EffectiveOption(String key, @Nullable String value, String source, boolean reloaded) {

    private static final String MASK = "******";

    /** Names of what nobody is to see; a file that holds such a thing may be named. */
    private static final Pattern SECRET = Pattern.compile("(^|-)(password|passphrase|secret|token|key|headers)$");

    private static final Pattern PASSWORD_IN_ADDRESS = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

    /** Whether the value, or a part of it, is nobody's to see. */
    boolean isMasked() {
        return value != null && !value.equals(shown());
    }

    /** The value with what is secret left out; null if there is none. */
    @Nullable String shown() {
        if (value == null || value.isEmpty()) {
            return value;
        }
        return SECRET.matcher(key).find()
                ? MASK
                : PASSWORD_IN_ADDRESS.matcher(value).replaceAll(MASK);
    }

    /**
     * A line of a configuration file. What has no value and what is masked stands in a comment, so that the file can be
     * used as it is.
     */
    String toProperty() {
        String shown = shown();
        String line = key + " = " + (shown == null ? "" : escaped(shown));
        return shown == null || isMasked() ? "# " + line : line;
    }

    /** As a file of properties wants it, which also takes the white space in front of a value away. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(i == 0 ? "\\ " : " ");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
