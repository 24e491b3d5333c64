package hub.prometheus;

/** How the values of several series become one. */
enum Aggregator {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT
}
