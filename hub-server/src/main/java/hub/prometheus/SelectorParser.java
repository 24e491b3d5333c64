package hub.prometheus;

import hub.prometheus.Expression.Readings;
import hub.prometheus.Expression.Selector;
import hub.prometheus.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what says which series. */
final class SelectorParser {

    private static final Set<String> OPERATORS = Set.of("=", "!=", "=~", "!~");

    private final TokenReader tokens;
    private final List<LabelMatcher> matchers = new ArrayList<>();

    SelectorParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** A selector by itself, as {@code match[]} has it. */
    static Selector parse(String text) {
        TokenReader tokens = new TokenReader(Tokens.of(text));
        Selector selector = new SelectorParser(tokens).selector();
        tokens.expect(Kind.END, "the end of the selector");
        return selector;
    }

    Expression selectorOrReadings() {
        Selector selector = selector();
        if (!tokens.sees("[")) {
            return selector;
        }
        tokens.next();
        String text = tokens.expect(Kind.DURATION, "a duration such as 5m").text();
        OptionalLong window = Durations.micros(text);
        if (window.isEmpty() || window.getAsLong() == 0) {
            throw tokens.wrong("the range [" + text + "] is not above 0 and up to 10000y");
        }
        if (tokens.sees(":")) {
            throw tokens.wrong("subqueries such as [1h:1m] are not there; ranges are of readings");
        }
        tokens.expect("]");
        return new Readings(selector, window.getAsLong());
    }

    private Selector selector() {
        if (tokens.peek().kind() == Kind.NAME) {
            matchers.add(LabelMatcher.of(Labels.NAME, "=", tokens.next().text()));
        }
        if (tokens.sees("{")) {
            tokens.next();
            while (!tokens.sees("}")) {
                matchers.add(matcher());
                if (!tokens.sees("}")) {
                    tokens.expect(",");
                }
            }
            tokens.next();
        }
        if (matchers.stream().allMatch(matcher -> matcher.accepts(""))) {
            throw tokens.wrong("vector selector must contain at least one non-empty matcher");
        }
        return new Selector(matchers);
    }

    /** {@code device="A"}, or a metric alone in quotes, for names such as {@code "wind.speed"}. */
    private LabelMatcher matcher() {
        if (tokens.peek().kind() == Kind.STRING && (tokens.sees(1, ",") || tokens.sees(1, "}"))) {
            return LabelMatcher.of(Labels.NAME, "=", tokens.next().text());
        }
        String label = tokens.peek().kind() == Kind.STRING
                ? tokens.next().text()
                : tokens.expect(Kind.NAME, "a label such as device").text();
        String operator = tokens.expect(Kind.SIGN, "=, !=, =~ or !~").text();
        if (!OPERATORS.contains(operator)) {
            throw tokens.wrong("'" + operator + "' compares no labels; known are =, !=, =~ and !~");
        }
        return LabelMatcher.of(
                label,
                operator,
                tokens.expect(Kind.STRING, "a string in quotes").text());
    }
}
