package hub.prometheus;

import hub.prometheus.Token.Kind;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a question apart. */
final class Tokens {

    /** Grafana writes a list of devices as a pattern. */
    private static final int MAX_LENGTH = 65_536;

    private static final Pattern SPACE = Pattern.compile("(?:\\s++|#[^\\n]*+)++");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_:]*+");
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,12}(?:ms|[smhdwy]))++(?![a-zA-Z0-9_.])");
    private static final Pattern NUMBER = Pattern.compile(
            "(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?(?![a-zA-Z0-9_.])");
    private static final Pattern SIGN = Pattern.compile("=~|!~|!=|==|>=|<=|[{}()\\[\\],=+\\-*/<>^%@:]");
    private static final Map<Character, Character> ESCAPES =
            Map.of('n', '\n', 't', '\t', 'r', '\r', '\\', '\\', '"', '"', '\'', '\'');

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /** The tokens, an end behind the last. */
    static List<Token> of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw PrometheusException.badData(
                    "invalid parameter \"query\": it has more than " + MAX_LENGTH + " characters");
        }
        Tokens tokens = new Tokens(text);
        while (tokens.next()) {
            // Goes on.
        }
        return tokens.tokens;
    }

    private boolean next() {
        Matcher matcher = SPACE.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            at = matcher.end();
        }
        if (at == text.length()) {
            tokens.add(new Token(Kind.END, "", at));
            return false;
        }
        char c = text.charAt(at);
        boolean quoted = c == '"' || c == '\'' || c == '`';
        boolean taken = quoted
                ? string(c)
                : take(Kind.NAME, NAME)
                        || take(Kind.DURATION, DURATION)
                        || take(Kind.NUMBER, NUMBER)
                        || take(Kind.SIGN, SIGN);
        if (!taken) {
            throw wrong("'" + Printable.shortened(text.substring(at, Math.min(at + 10, text.length())))
                    + "' cannot be read");
        }
        return true;
    }

    private boolean take(Kind kind, Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), at));
        at = matcher.end();
        return true;
    }

    private boolean string(char quote) {
        StringBuilder said = new StringBuilder();
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && quote != '`') {
                Character meant = at < text.length() ? ESCAPES.get(text.charAt(at++)) : null;
                if (meant == null) {
                    throw wrong("unknown escape sequence in a string; known are \\\\, \\\", \\', \\n, \\r and \\t");
                }
                c = meant;
            }
            said.append(c);
        }
        if (at == text.length()) {
            throw wrong("a string is not closed");
        }
        at++;
        tokens.add(new Token(Kind.STRING, said.toString(), start));
        return true;
    }

    private PrometheusException wrong(String why) {
        return PrometheusException.badData("invalid parameter \"query\": 1:" + (at + 1) + ": parse error: " + why);
    }
}
