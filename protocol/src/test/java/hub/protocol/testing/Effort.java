package hub.protocol.testing;

/** How much a random test does: as much as fits into every run, or with {@code -Dhub.test.long=true} far more. */
public final class Effort {

    private static final int LONG_FACTOR = 20;

    private Effort() {}

    /** So many rounds, or more of them if there is time. */
    public static int rounds(int usual) {
        return rounds(usual, LONG_FACTOR * usual);
    }

    /** So many rounds, or the other number if there is time. */
    public static int rounds(int usual, int ifLong) {
        return Boolean.getBoolean("hub.test.long") ? ifLong : usual;
    }
}
