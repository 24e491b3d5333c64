package hub.prometheus;

import hub.prometheus.Expression.Aggregation;
import hub.prometheus.Expression.Arithmetic;
import hub.prometheus.Expression.Over;
import hub.prometheus.Expression.Readings;
import hub.prometheus.Expression.Scalar;
import hub.prometheus.Token.Kind;
import hub.text.Printable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the part of PromQL that is there; says of all else what is there instead. */
final class ExpressionParser {

    private static final int MAX_DEPTH = 30;

    private static final String KNOWN = "there are selectors such as pm2_5{device=~\"A|B\"}, "
            + Stream.of(WindowFunction.values()).map(WindowFunction::wireName).collect(Collectors.joining(", "))
            + " of ranges such as pm2_5[5m], sum, avg, min, max and count, with by (device), and + - * / with numbers";

    private static final Set<String> OF_COUNTERS = Set.of("rate", "irate", "increase", "resets");

    private final TokenReader tokens;
    private int depth;

    private ExpressionParser(String text) {
        tokens = new TokenReader(Tokens.of(text));
    }

    /** @throws PrometheusException if it is not of that part */
    static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression expression = parser.sum();
        if (parser.tokens.peek().kind() != Kind.END) {
            throw parser.unexpected();
        }
        return expression;
    }

    private Expression sum() {
        if (++depth > MAX_DEPTH) {
            throw tokens.wrong("it is more than " + MAX_DEPTH + " deep");
        }
        Expression left = product();
        while (tokens.sees("+") || tokens.sees("-")) {
            char operator = tokens.next().text().charAt(0);
            left = joined(operator, left, product());
        }
        depth--;
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (tokens.sees("*") || tokens.sees("/")) {
            char operator = tokens.next().text().charAt(0);
            left = joined(operator, left, signed());
        }
        return left;
    }

    private Expression signed() {
        boolean negative = false;
        while (tokens.sees("-") || tokens.sees("+")) {
            negative ^= tokens.next().is("-");
        }
        Expression expression = operand();
        return negative ? joined('*', new Scalar(-1), expression) : expression;
    }

    private Expression joined(char operator, Expression left, Expression right) {
        requireInstant(left);
        requireInstant(right);
        if (left instanceof Scalar one && right instanceof Scalar other) {
            return new Scalar(Arithmetic.calculate(operator, one.value(), other.value()));
        }
        if (left instanceof Scalar number) {
            return new Arithmetic(operator, number.value(), true, right);
        }
        if (right instanceof Scalar number) {
            return new Arithmetic(operator, number.value(), false, left);
        }
        throw tokens.wrong("'" + operator + "' between two vectors is not there; " + KNOWN);
    }

    private void requireInstant(Expression expression) {
        if (expression instanceof Readings) {
            throw tokens.wrong("a range such as [5m] goes with a function such as avg_over_time");
        }
    }

    private Expression operand() {
        Token token = tokens.peek();
        if (token.kind() == Kind.NUMBER) {
            return new Scalar(Double.parseDouble(tokens.next().text()));
        }
        if (tokens.sees("(")) {
            tokens.next();
            Expression inside = sum();
            tokens.expect(")");
            return inside;
        }
        if (token.kind() == Kind.NAME && tokens.sees(1, "(")) {
            return call();
        }
        Optional<Aggregator> aggregator = aggregator(token);
        if (aggregator.isPresent() && tokens.sees(1, Kind.NAME)) {
            return aggregation(aggregator.get());
        }
        if (token.kind() == Kind.NAME || tokens.sees("{")) {
            return new SelectorParser(tokens).selectorOrReadings();
        }
        throw unexpected();
    }

    private static Optional<Aggregator> aggregator(Token token) {
        return token.kind() == Kind.NAME
                ? Arrays.stream(Aggregator.values())
                        .filter(each -> each.name().equals(token.text().toUpperCase(Locale.ROOT)))
                        .findFirst()
                : Optional.empty();
    }

    private Expression call() {
        Token name = tokens.peek();
        Optional<Aggregator> aggregator = aggregator(name);
        if (aggregator.isPresent()) {
            return aggregation(aggregator.get());
        }
        Optional<WindowFunction> function = Arrays.stream(WindowFunction.values())
                .filter(each -> each.wireName().equals(name.text()))
                .findFirst();
        if (function.isEmpty()) {
            throw unknown(name.text());
        }
        tokens.next();
        return over(function.get());
    }

    private PrometheusException unknown(String name) {
        if (OF_COUNTERS.contains(name)) {
            return tokens.wrong(name + "() is of counters, and readings are no counters;"
                    + " /api/v1/readings?fn=rate has how fast they change. Here " + KNOWN);
        }
        return tokens.wrong("function '" + Printable.shortened(name) + "' is not there; " + KNOWN);
    }

    private Expression over(WindowFunction function) {
        tokens.expect("(");
        double rank = 0;
        if (function == WindowFunction.QUANTILE) {
            if (!(sum() instanceof Scalar number)) {
                throw tokens.wrong("quantile_over_time begins with a number, such as 0.95");
            }
            rank = number.value();
            tokens.expect(",");
        }
        if (!(sum() instanceof Readings readings)) {
            throw tokens.wrong(function.wireName() + " takes a range, such as pm2_5[5m]");
        }
        tokens.expect(")");
        return new Over(function, rank, readings);
    }

    private Expression aggregation(Aggregator aggregator) {
        tokens.next();
        Set<String> by = by();
        tokens.expect("(");
        Expression of = sum();
        requireInstant(of);
        if (of.isScalar()) {
            throw tokens.wrong("an aggregation is of series, not of a number");
        }
        tokens.expect(")");
        return new Aggregation(aggregator, by.isEmpty() ? by() : by, of);
    }

    private Set<String> by() {
        Set<String> names = new HashSet<>();
        if (tokens.peek().kind() != Kind.NAME) {
            return names;
        }
        String word = tokens.peek().text().toLowerCase(Locale.ROOT);
        if (word.equals("without")) {
            throw tokens.wrong("'without' is not there; write by (device), by (__name__) or neither");
        }
        if (!word.equals("by")) {
            throw unexpected();
        }
        tokens.next();
        tokens.expect("(");
        while (!tokens.sees(")")) {
            names.add(tokens.expect(Kind.NAME, "a label").text());
            if (!tokens.sees(")")) {
                tokens.expect(",");
            }
        }
        tokens.next();
        return names;
    }

    private PrometheusException unexpected() {
        Token token = tokens.peek();
        List<String> modifiers = List.of("offset", "@", "bool", "and", "or", "unless", "on", "ignoring");
        String why = modifiers.contains(token.text()) || token.kind() == Kind.SIGN
                ? token.shown() + " is not there, or not here; "
                : "unexpected " + token.shown() + "; ";
        return tokens.wrong(why + KNOWN);
    }
}
