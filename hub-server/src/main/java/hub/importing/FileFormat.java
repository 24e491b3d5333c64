package hub.importing;

/** What files to import are. */
public enum FileFormat {
    /** As each file's beginning tells. */
    AUTO,
    /** With a header that is known: the hub's own, Sensor.Community's archive, joined stations. */
    CSV,
    /** Objects with time, device, metric and value, one a line. */
    NDJSON,
    /** Columns time, device, metric and value; known by how a file begins. */
    PARQUET
}
