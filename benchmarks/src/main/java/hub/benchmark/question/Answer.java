package hub.benchmark.question;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** The rows of an answer, all of one width: numbers only, a reading's series by its number in the set. */
public final class Answer {

    private static final double TOLERANCE = 1e-9;

    /** An average of what adds up to nothing is as far from zero as sums are rounded. */
    private static final double NOTHING = 1e-12;

    private static final int WEIGHTS = 97;

    private double[] cells = new double[1_024];
    private int size;
    private int rows;

    /** Adds a row. */
    public Answer row(double... row) {
        if (size + row.length > cells.length) {
            cells = Arrays.copyOf(cells, 2 * (size + row.length));
        }
        System.arraycopy(row, 0, cells, size, row.length);
        size += row.length;
        rows++;
        return this;
    }

    /** How many rows it has. */
    public int rows() {
        return rows;
    }

    /** The same rows, ascending. */
    public Answer sorted() {
        int width = rows == 0 ? 1 : size / rows;
        Answer sorted = new Answer();
        IntStream.range(0, rows)
                .mapToObj(row -> Arrays.copyOfRange(cells, row * width, (row + 1) * width))
                .sorted(Arrays::compare)
                .forEach(sorted::row);
        return sorted;
    }

    /** All cells, row after row. */
    public double[] cells() {
        return Arrays.copyOf(cells, size);
    }

    /**
     * Whether both say the same, but for the rounding of sums: each cell within 10⁻⁹ of the other's, an empty one (NaN)
     * where the other has it empty.
     */
    public boolean agreesWith(Answer other) {
        if (rows != other.rows || size != other.size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            double mine = cells[i];
            double theirs = other.cells[i];
            boolean same = Double.isNaN(mine)
                    ? Double.isNaN(theirs)
                    : Math.abs(mine - theirs)
                            <= Math.max(NOTHING, TOLERANCE * Math.max(Math.abs(mine), Math.abs(theirs)));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** A number that differs for answers that differ, also in order: cells weighted by their places, empty ones left out. */
    public double checksum() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (!Double.isNaN(cells[i])) {
                sum += cells[i] * (1 + (i % WEIGHTS) / (double) WEIGHTS);
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d rows, checksum %.9e", rows, checksum());
    }
}
