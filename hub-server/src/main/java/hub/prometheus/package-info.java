/** Prometheus's query API over stored history, for Grafana's own data source; a part of PromQL, strictly checked. */
@NullMarked
package hub.prometheus;

import org.jspecify.annotations.NullMarked;
