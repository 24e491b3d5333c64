package hub.query;

import hub.protocol.Metric;
import hub.store.SeriesRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which series are summed up together, in the order of the rows. */
final class Groups {

    private final List<BucketGroup> groups = new ArrayList<>();
    private final Map<Integer, Integer> groupOfSeries = new HashMap<>();

    /** @param series ascending by device and metric */
    Groups(List<SeriesRecord> series, Grouping grouping) {
        if (grouping == Grouping.SERIES) {
            for (SeriesRecord one : series) {
                groupOfSeries.put(one.number(), groups.size());
                groups.add(new BucketGroup(Optional.of(one), one.metric(), 1));
            }
        } else {
            byMetric(series);
        }
    }

    private void byMetric(List<SeriesRecord> series) {
        Map<Metric, List<SeriesRecord>> byMetric = new TreeMap<>();
        for (SeriesRecord one : series) {
            byMetric.computeIfAbsent(one.metric(), first -> new ArrayList<>()).add(one);
        }
        byMetric.forEach((metric, members) -> {
            members.forEach(member -> groupOfSeries.put(member.number(), groups.size()));
            groups.add(new BucketGroup(Optional.empty(), metric, members.size()));
        });
    }

    int size() {
        return groups.size();
    }

    BucketGroup get(int group) {
        return groups.get(group);
    }

    int of(SeriesRecord series) {
        Integer group = groupOfSeries.get(series.number());
        if (group == null) {
            throw new IllegalStateException(series + " is not in its snapshot");
        }
        return group;
    }
}
