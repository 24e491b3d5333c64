package hub.prometheus;

import java.util.List;
import java.util.Set;

/** A question in PromQL, checked. It has one selector at most. */
sealed interface Expression {

    /** Whether it has one value for each time and no labels. */
    default boolean isScalar() {
        return this instanceof Scalar;
    }

    /** The same number at all times. */
    record Scalar(double value) implements Expression {}

    /** {@code pm2_5{device="A"}}: the newest reading of each series at most five minutes back. */
    record Selector(List<LabelMatcher> matchers) implements Expression {

        public Selector {
            matchers = List.copyOf(matchers);
        }
    }

    /** {@code pm2_5[5m]}: all readings of so long; a result by itself only. */
    record Readings(Selector selector, long windowMicros) implements Expression {}

    /**
     * {@code avg_over_time(pm2_5[5m])}.
     *
     * @param rank of a quantile, otherwise not used
     */
    record Over(WindowFunction function, double rank, Readings readings) implements Expression {}

    /** {@code avg by (device) (…)}. */
    record Aggregation(Aggregator aggregator, Set<String> by, Expression of) implements Expression {

        public Aggregation {
            by = Set.copyOf(by);
        }
    }

    /**
     * {@code … * 1.8}, or the other way round.
     *
     * @param operator one of + - * /
     * @param numberFirst whether the number stands left
     */
    record Arithmetic(char operator, double number, boolean numberFirst, Expression of) implements Expression {

        double apply(double value) {
            return numberFirst ? calculate(operator, number, value) : calculate(operator, value, number);
        }

        static double calculate(char operator, double left, double right) {
            return switch (operator) {
                case '+' -> left + right;
                case '-' -> left - right;
                case '*' -> left * right;
                default -> left / right;
            };
        }
    }
}
