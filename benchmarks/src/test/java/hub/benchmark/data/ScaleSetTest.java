package hub.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures come from a program in another language, written from the rules alone. */
class ScaleSetTest {

    private static final Map<Integer, List<Double>> FIRST_FOUR = Map.of(
            0, List.of(27.6, 27.7, 27.5, 27.5),
            1, List.of(23.6, 23.5, 23.8, 24.2),
            2, List.of(1024.48, 1024.52, 1024.48, 1024.49),
            3, List.of(138.87, 138.59, 138.85, 138.75),
            4, List.of(3.45, 3.44, 3.45, 3.45),
            213, List.of(77.7, 78.0, 77.84, 78.06),
            4_999, List.of(4.07, 4.07, 4.08, 4.09));

    @Test
    void walksAsTheRulesSay() {
        Map<Integer, List<Double>> values = new HashMap<>();
        new ScaleSet(1_000, 4).inArrivalOrder((series, time, value) -> {
            if (FIRST_FOUR.containsKey(series)) {
                values.computeIfAbsent(series, key -> new ArrayList<>()).add(value);
            }
        });

        assertThat(values).isEqualTo(FIRST_FOUR);
    }

    @Test
    void endsAsTheRulesSay() {
        Map<Integer, Double> last = new HashMap<>();
        new ScaleSet(43, 8_640).inArrivalOrder((series, time, value) -> last.put(series, value));

        assertThat(last).contains(entry(0, 20.3), entry(1, 59.5), entry(2, 1024.58), entry(3, 127.41), entry(4, 3.15));
        assertThat(last).contains(entry(213, 80.77));
    }

    @Test
    void ticksArriveOneAfterAnother() {
        List<String> order = new ArrayList<>();
        new ScaleSet(2, 2).inArrivalOrder((series, time, value) -> order.add(series + "@" + time));

        assertThat(order).hasSize(20).startsWith("0@1735689600000", "1@1735689600000");
        assertThat(order.subList(5, 11))
                .containsExactly(
                        "5@1735689600007",
                        "6@1735689600007",
                        "7@1735689600007",
                        "8@1735689600007",
                        "9@1735689600007",
                        "0@1735689610000");
    }

    @Test
    void seriesAreNamedByDeviceAndMetric() {
        List<SeriesName> series = ScaleSet.full().series();

        assertThat(series).hasSize(5_000).contains(new SeriesName("dev0042", "temperature"));
        assertThat(series.get(213)).isEqualTo(new SeriesName("dev0042", "pm2_5"));
        assertThat(series.get(4_999)).isEqualTo(new SeriesName("dev0999", "battery"));
        assertThat(ScaleSet.full().size()).isEqualTo(43_200_000);
    }

    @Test
    void bothOrdersHaveTheSameReadings() {
        ScaleSet set = new ScaleSet(3, 20);
        List<String> arrival = new ArrayList<>();
        List<String> key = new ArrayList<>();
        set.inArrivalOrder((series, time, value) -> arrival.add(series + " " + time + " " + value));
        set.inKeyOrder((series, time, value) -> key.add(series + " " + time + " " + value));

        assertThat(key).isNotEqualTo(arrival).containsExactlyInAnyOrderElementsOf(arrival);
        assertThat((long) key.size()).isEqualTo(set.size());
    }
}
