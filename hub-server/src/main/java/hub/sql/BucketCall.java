package hub.sql;

import hub.query.Aggregate;
import hub.query.Aggregate.Kind;
import hub.query.Buckets;
import hub.text.Printable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of {@code buckets('PT1H', 'Europe/London', 'avg,p95')}; all but the first may be left out.
 *
 * @param aggregates the columns behind time, device and metric
 */
record BucketCall(Buckets buckets, List<Aggregate> aggregates) {

    private static final int MAX_AGGREGATES = 20;
    private static final String DEFAULT_FUNCTIONS = "count,avg,min,max,sum,first,last,stddev";
    private static final String USAGE =
            "buckets takes texts: a width, and, if you like, a time zone and functions, such as"
                    + " buckets('PT1H', 'Europe/London', 'avg,p95,count')";

    static BucketCall of(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new SqlRefusedException(USAGE);
        }
        ZoneId zone = arguments.size() > 1 ? zone(arguments.get(1)) : ZoneOffset.UTC;
        String functions = arguments.size() > 2 ? arguments.get(2) : DEFAULT_FUNCTIONS;
        try {
            return new BucketCall(Buckets.iso(arguments.get(0), zone), aggregates(functions));
        } catch (IllegalArgumentException e) {
            throw new SqlRefusedException("buckets: " + e.getMessage());
        }
    }

    static SqlRefusedException usage() {
        return new SqlRefusedException(USAGE);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new SqlRefusedException(
                    "buckets: '" + Printable.shortened(text) + "' is no time zone such as Europe/London or +01:00");
        }
    }

    private static List<Aggregate> aggregates(String text) {
        List<Aggregate> found = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Aggregate one = Aggregate.parse(name.strip())
                    .filter(aggregate -> aggregate.kind() != Kind.COVERAGE)
                    .orElseThrow(() -> new SqlRefusedException("buckets: '" + Printable.shortened(name)
                            + "' is unknown; known are count, avg, min, max, sum, first, last, stddev, rate, twa and"
                            + " percentiles such as p50, p95"));
            if (found.contains(one) || found.size() == MAX_AGGREGATES) {
                throw new SqlRefusedException("buckets: '" + Printable.shortened(name)
                        + "' is there twice, or there are more than " + MAX_AGGREGATES + " functions");
            }
            found.add(one);
        }
        return found;
    }
}
