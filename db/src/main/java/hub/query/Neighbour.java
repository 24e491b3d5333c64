package hub.query;

/** The nearest bucket with readings before or behind some that have none, if there is one. */
final class Neighbour {

    private final double[] values;
    private long start;
    private boolean present;

    Neighbour(int width) {
        values = new double[width];
    }

    void set(CellTable cells, int cell) {
        start = cells.start(cell);
        cells.copyValues(cell, values);
        present = true;
    }

    boolean isPresent() {
        return present;
    }

    double value(int column) {
        return values[column];
    }

    /** What the straight line to a later bucket has at a time between them; not a number if an end has no value. */
    double towards(Neighbour later, long time, int column) {
        double share = ((double) time - start) / ((double) later.start - start);
        return values[column] + (later.values[column] - values[column]) * share;
    }
}
