package hub.query;

/** The rows of an answer, ascending by bucket and group. */
interface Rows {

    /** Goes to the next row; false behind the last. */
    boolean next();

    int group();

    long start();

    /** How many readings are in the bucket; 0 if it is filled. */
    long readings();

    /** What stands in a column; not a number if it is absent. */
    double value(int column);
}
