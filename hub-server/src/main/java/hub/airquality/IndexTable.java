package hub.airquality;

import hub.protocol.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An air quality index of one year. A table never changes: what is published anew becomes another one.
 *
 * @param id as it stands in parameters
 * @param version by year
 * @param source where it was published
 * @param nowCast whether it is of the NowCast of twelve hours instead of the mean of one
 * @param pollutants the first of them dominates where several have the same index
 */
public record IndexTable(
        String id, String version, String title, String source, boolean nowCast, List<PollutantTable> pollutants) {

    /** In which concentrations are, spelled as devices do. */
    private static final Set<String> UNITS = Set.of("µg/m³", "μg/m³", "ug/m3", "µg/m3", "μg/m3", "ug/m³");

    /**
     * The Air Quality Index of the US EPA for particles, in force since 6 May 2024.
     *
     * <p>Sources: 40 CFR part 58, appendix G, as amended by 89 FR 16202 (6 March 2024); EPA-454/B-24-002, Technical Assistance
     * Document for the Reporting of Daily Air Quality (May 2024), table 6 and the equation before it: PM2.5 is cut to 0.1 µg/m³, PM10
     * to 1 µg/m³, the index rounded to a whole number; above the table the line of the last category goes on. Hourly values are those
     * of the {@link NowCast}.
     *
     * <p>Ozone, NO2, SO2 and CO are left out: the index has them in ppm and ppb, devices send them in µg/m³, and what lies between
     * depends on temperature and pressure.
     */
    public static final IndexTable US_EPA_2024 = new IndexTable(
            "us-epa",
            "2024",
            "US EPA AQI",
            "40 CFR part 58 appendix G (89 FR 16202); EPA-454/B-24-002, table 6",
            true,
            List.of(
                    usEpa("pm2_5", 1, 0, 9, 9.1, 35.4, 35.5, 55.4, 55.5, 125.4, 125.5, 225.4, 225.5, 325.4),
                    usEpa("pm10", 0, 0, 54, 55, 154, 155, 254, 255, 354, 355, 424, 425, 604)));

    /**
     * The European Air Quality Index of the EEA with the bands of 2024, for hourly means.
     *
     * <p>Source: ETC HE Report 2024/17, EEA's revision of the European air quality index bands. Its bands are printed in whole µg/m³
     * (PM2.5: 0–5, 6–15, 16–50 …); here a band reaches up to and with its upper end, so that 5.3 is fair: how the EEA rounds before it
     * looks up is not published with the bands. The report itself was not at hand when this was written: the numbers are
     * those that Open-Meteo has taken from it (open-meteo/open-meteo#2045).
     *
     * <p>The EEA gives a station's index only where it measures enough pollutants; here it is that of those which a device has.
     */
    public static final IndexTable EAQI_2024 = new IndexTable(
            "eaqi",
            "2024",
            "European Air Quality Index",
            "ETC HE Report 2024/17 (EEA)",
            false,
            List.of(
                    european("pm2_5", 5, 15, 50, 90, 140),
                    european("pm10", 15, 45, 120, 195, 270),
                    european("no2", 10, 25, 60, 100, 150),
                    european("o3", 60, 100, 120, 160, 180),
                    european("so2", 20, 40, 125, 190, 275)));

    /** All that there are, the usual one first. */
    public static final List<IndexTable> ALL = List.of(US_EPA_2024, EAQI_2024);

    /** Copies the list. */
    public IndexTable {
        pollutants = List.copyOf(pollutants);
    }

    private static PollutantTable usEpa(String metric, int decimals, double... ends) {
        List<String> categories =
                List.of("good", "moderate", "unhealthy-for-sensitive", "unhealthy", "very-unhealthy", "hazardous");
        List<Integer> indexes = List.of(0, 50, 51, 100, 101, 150, 151, 200, 201, 300, 301, 500);
        List<Band> bands = IntStream.range(0, categories.size())
                .mapToObj(i -> new Band(
                        categories.get(i), ends[2 * i], ends[2 * i + 1], indexes.get(2 * i), indexes.get(2 * i + 1)))
                .toList();
        return new PollutantTable(new Metric(metric), decimals, bands);
    }

    private static PollutantTable european(String metric, double... upper) {
        List<String> categories = List.of("good", "fair", "moderate", "poor", "very-poor", "extremely-poor");
        double[] ends = Arrays.copyOf(upper, categories.size());
        ends[upper.length] = Double.POSITIVE_INFINITY;
        List<Band> bands = IntStream.range(0, categories.size())
                .mapToObj(i -> new Band(categories.get(i), i == 0 ? 0 : ends[i - 1], ends[i], i + 1, i + 1))
                .toList();
        return new PollutantTable(new Metric(metric), PollutantTable.EXACT, bands);
    }

    /** The table of that id. */
    public static Optional<IndexTable> of(String id) {
        return ALL.stream().filter(table -> table.id().equals(id)).findFirst();
    }

    /** What it is made of. */
    public Set<Metric> metrics() {
        return pollutants.stream().map(PollutantTable::metric).collect(Collectors.toSet());
    }

    PollutantTable pollutant(Metric metric) {
        return pollutants.stream()
                .filter(each -> each.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no " + metric));
    }

    /** Where it stands among those that may dominate. */
    int rank(Metric metric) {
        return pollutants.indexOf(pollutant(metric));
    }

    static boolean isMicrograms(String unit) {
        return UNITS.contains(unit);
    }
}
