package hub.query;

/** Sums of times that stay at the first and the last of times rather than go beyond them. */
final class Saturated {

    private Saturated() {}

    static long add(long time, long more) {
        long sum = time + more;
        boolean beyond = ((time ^ sum) & (more ^ sum)) < 0;
        return beyond ? (more < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    static long subtract(long time, long less) {
        long difference = time - less;
        boolean beyond = ((time ^ less) & (time ^ difference)) < 0;
        return beyond ? (less > 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }

    /** The middle of two times, at least the lesser and below the greater one. */
    static long middle(long less, long greater) {
        return (less & greater) + ((less ^ greater) >> 1);
    }
}
