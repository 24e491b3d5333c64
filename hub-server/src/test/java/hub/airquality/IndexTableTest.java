package hub.airquality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hub.protocol.Metric;
import hub.protocol.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables against what was published: every end of every band, and worked examples. */
class IndexTableTest {

    private static Score score(IndexTable table, String metric, double concentration) {
        return table.pollutant(new Metric(metric)).score(concentration);
    }

    /** EPA-454/B-24-002, table 6; 35.9 is the worked example of the editions of that document. */
    @ParameterizedTest
    @CsvSource({
        "pm2_5, -3, 0, good",
        "pm2_5, 0, 0, good",
        "pm2_5, 9.0, 50, good",
        "pm2_5, 9.05, 50, good",
        "pm2_5, 9.09999, 50, good",
        "pm2_5, 9.1, 51, moderate",
        "pm2_5, 35.4, 100, moderate",
        "pm2_5, 35.49, 100, moderate",
        "pm2_5, 35.5, 101, unhealthy-for-sensitive",
        "pm2_5, 35.9, 102, unhealthy-for-sensitive",
        "pm2_5, 55.4, 150, unhealthy-for-sensitive",
        "pm2_5, 55.5, 151, unhealthy",
        "pm2_5, 125.4, 200, unhealthy",
        "pm2_5, 125.5, 201, very-unhealthy",
        "pm2_5, 225.4, 300, very-unhealthy",
        "pm2_5, 225.5, 301, hazardous",
        "pm2_5, 325.4, 500, hazardous",
        "pm2_5, 425.3, 699, hazardous",
        "pm10, 0, 0, good",
        "pm10, 54, 50, good",
        "pm10, 54.999, 50, good",
        "pm10, 55, 51, moderate",
        "pm10, 154, 100, moderate",
        "pm10, 155, 101, unhealthy-for-sensitive",
        "pm10, 254, 150, unhealthy-for-sensitive",
        "pm10, 255, 151, unhealthy",
        "pm10, 354, 200, unhealthy",
        "pm10, 355, 201, very-unhealthy",
        "pm10, 424, 300, very-unhealthy",
        "pm10, 425, 301, hazardous",
        "pm10, 604, 500, hazardous",
        "pm10, 605, 501, hazardous",
    })
    void usEpa(String metric, double concentration, int index, String category) {
        assertThat(score(IndexTable.US_EPA_2024, metric, concentration)).isEqualTo(new Score(index, category));
    }

    /** ETC HE Report 2024/17: up to and with the upper end of each band. */
    @ParameterizedTest
    @CsvSource({
        "pm2_5, 5, 15, 50, 90, 140",
        "pm10, 15, 45, 120, 195, 270",
        "no2, 10, 25, 60, 100, 150",
        "o3, 60, 100, 120, 160, 180",
        "so2, 20, 40, 125, 190, 275"
    })
    void european(String metric, double good, double fair, double moderate, double poor, double veryPoor) {
        double[] ends = {good, fair, moderate, poor, veryPoor};
        String[] categories = {"good", "fair", "moderate", "poor", "very-poor", "extremely-poor"};
        assertThat(score(IndexTable.EAQI_2024, metric, -1)).isEqualTo(new Score(1, "good"));
        for (int i = 0; i < ends.length; i++) {
            assertThat(score(IndexTable.EAQI_2024, metric, ends[i])).isEqualTo(new Score(i + 1, categories[i]));
            assertThat(score(IndexTable.EAQI_2024, metric, ends[i] + 0.01))
                    .isEqualTo(new Score(i + 2, categories[i + 1]));
        }
        assertThat(score(IndexTable.EAQI_2024, metric, 1e6)).isEqualTo(new Score(6, "extremely-poor"));
    }

    @Test
    void moreIsNeverBetter() {
        Seeded.check(20_000, random -> {
            double less = random.nextDouble() * Math.pow(10, random.nextInt(5));
            double more = less + random.nextDouble() * Math.pow(10, random.nextInt(4) - 2);
            for (IndexTable table : IndexTable.ALL) {
                for (PollutantTable pollutant : table.pollutants()) {
                    assertThat(pollutant.score(more).index())
                            .as("%s of %s and %s", pollutant.metric(), less, more)
                            .isGreaterThanOrEqualTo(pollutant.score(less).index());
                }
            }
        });
    }

    /** Wikipedia's worked example of a plume, newest first: the weight is 10/90, so 0.5. The sum by hand: 34.819 / 1.9995. */
    @Test
    void theNowCastOfAPlume() {
        assertThat(NowCast.of(13, 16, 10, 21, 74, 64, 53, 82, 90, 75, 80, 50).orElseThrow())
                .isCloseTo(17.4, within(0.05));
    }

    @Test
    void theNowCastOfASteadyDayIsItsMean() {
        double[] steady = new double[12];
        java.util.Arrays.fill(steady, 9.1);
        double nowCast = NowCast.of(steady).orElseThrow();
        assertThat(nowCast).isCloseTo(9.1, within(1e-12));
        assertThat(score(IndexTable.US_EPA_2024, "pm2_5", nowCast)).isEqualTo(new Score(51, "moderate"));
        assertThat(NowCast.of(new double[12])).hasValue(0);
    }

    /** The weight is 8/10. By hand: (10 + 0.64·8 + 0.512·9) / (1 + 0.64 + 0.512) = 19.728 / 2.152. */
    @Test
    void hoursThatAreMissingStillCountAsPassed() {
        double none = Double.NaN;
        assertThat(NowCast.of(10, none, 8, 9).orElseThrow()).isCloseTo(19.728 / 2.152, within(1e-12));
    }

    @Test
    void twoOfTheNewestThreeHoursAreNeeded() {
        double none = Double.NaN;
        assertThat(NowCast.of(5)).isEmpty();
        assertThat(NowCast.of(5, none, none, 5, 5, 5)).isEmpty();
        assertThat(NowCast.of(none, none, 5, 5)).isEmpty();
        assertThat(NowCast.of(none, 5, 5)).hasValue(5);
        assertThat(NowCast.of(5, none, 5)).hasValue(5);
        assertThat(NowCast.of(5, 5)).hasValue(5);
    }

    /** Between the least and the greatest hour, and the older of two days cannot matter. */
    @Test
    void theNowCastIsAMeanOfTwelveHours() {
        Seeded.check(5_000, random -> {
            double[] hours = random.doubles(20, 0, 200).toArray();
            double nowCast = NowCast.of(hours).orElseThrow();
            double[] twelve = java.util.Arrays.copyOf(hours, 12);
            java.util.Arrays.sort(twelve);
            assertThat(nowCast).isBetween(twelve[0] - 1e-9, twelve[11] + 1e-9);
            hours[12] = 1e6;
            assertThat(NowCast.of(hours).orElseThrow()).isEqualTo(nowCast);
        });
    }
}
