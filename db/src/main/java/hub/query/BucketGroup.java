package hub.query;

import hub.protocol.Metric;
import hub.store.SeriesRecord;
import java.util.Optional;

/**
 * Whose readings a row sums up.
 *
 * @param series the one series; empty if the row is of a metric of all devices
 * @param metric what is measured
 * @param members how many series the selection has in this group, with or without readings in the range
 */
public record BucketGroup(Optional<SeriesRecord> series, Metric metric, int members) {}
