package hub.store.chunk;

/** A sum of doubles that keeps what plain addition rounds away; see Neumaier, ZAMM 54 (1974), 39–51. */
final class CompensatedSum {

    private CompensatedSum() {}

    /** The sum of {@code [from, to)}; not finite if plain addition is not. */
    static double of(double[] values, int from, int to) {
        double sum = 0;
        double lost = 0;
        for (int i = from; i < to; i++) {
            double value = values[i];
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        double exact = sum + lost;
        return Double.isFinite(exact) ? exact : sum;
    }
}
