package hub.prometheus;

/** A sum that keeps what plain addition rounds away (Neumaier, ZAMM 54 (1974), 39–51). */
final class PreciseSum {

    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    /** Not finite if plain addition is not. */
    double value() {
        double exact = sum + lost;
        return Double.isFinite(exact) ? exact : sum;
    }
}
