package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head's views against a sorted map, at every size around those at which it grows. */
class SeriesHeadTest {

    private static final int SIZE = 3 * SeriesHead.BLOCK + 5;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyViewStaysWhatItWas(boolean ascending) {
        Random random = new Random(11);
        SeriesHead head = new SeriesHead();
        Map<Long, Double> expected = new TreeMap<>();
        List<SeriesHead.View> views = new ArrayList<>();
        List<Map<Long, Double>> then = new ArrayList<>();
        for (int i = 1; i <= SIZE; i++) {
            long time = ascending ? 3L * i : random.nextInt(SIZE);
            head.add(time, i);
            expected.put(time, (double) i);
            if (i % SeriesHead.BLOCK < 3 || random.nextInt(100) == 0) {
                views.add(head.view());
                then.add(new TreeMap<>(expected));
            }
        }
        assertThat(head.size()).isEqualTo(SIZE);
        assertThat(views).hasSizeGreaterThan(10);
        for (int i = 0; i < views.size(); i++) {
            SeriesHead.View view = views.get(i);
            assertThat(contents(List.of(view.sorted()))).isEqualTo(contents(then.get(i)));
            assertThat(contents(view.parts())).isEqualTo(contents(then.get(i)));
        }
    }

    private static List<String> contents(List<Columns> parts) {
        List<String> all = new ArrayList<>();
        for (Columns part : parts) {
            for (int i = 0; i < part.size(); i++) {
                all.add(part.times()[i] + " " + part.values()[i]);
            }
        }
        return all;
    }

    private static List<String> contents(Map<Long, Double> readings) {
        return readings.entrySet().stream()
                .map(reading -> reading.getKey() + " " + reading.getValue())
                .toList();
    }
}
