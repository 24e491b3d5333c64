package hub.sql;

/**
 * Which columns of a table are the device, the metric and the time; -1 if none is.
 */
record Keys(int device, int metric, int time) {

    boolean has(int column) {
        return column >= 0 && (column == device || column == metric || column == time);
    }
}
