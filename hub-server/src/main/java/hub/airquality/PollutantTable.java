package hub.airquality;

import hub.protocol.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The bands of one pollutant.
 *
 * @param decimals to so many a concentration is cut, not rounded, before it is looked up; {@link #EXACT} if it is not cut
 * @param bands ascending
 */
public record PollutantTable(Metric metric, int decimals, List<Band> bands) {

    /** Concentrations are looked up as they are. */
    public static final int EXACT = -1;

    /** Arithmetic with doubles is off by less; nothing measures so finely. */
    private static final int NOISE_DECIMALS = 9;

    /** Copies the list. */
    public PollutantTable {
        bands = List.copyOf(bands);
    }

    /** The concentration as it is looked up: less than nothing, as cheap sensors report, is nothing. */
    public double cut(double concentration) {
        BigDecimal exact =
                BigDecimal.valueOf(Math.max(0, concentration)).setScale(NOISE_DECIMALS, RoundingMode.HALF_UP);
        return (decimals == EXACT ? exact : exact.setScale(decimals, RoundingMode.DOWN)).doubleValue();
    }

    /** What the index says of a concentration in µg/m³, which is finite. */
    public Score score(double concentration) {
        double cut = cut(concentration);
        Band band =
                bands.stream().filter(each -> cut <= each.most()).findFirst().orElse(bands.get(bands.size() - 1));
        return new Score(index(band, cut), band.category());
    }

    /** On the straight line through the ends of the band, to the nearest whole number; goes on behind the last band. */
    private int index(Band band, double cut) {
        int rise = band.mostIndex() - band.leastIndex();
        if (rise == 0) {
            return band.leastIndex();
        }
        // In whole units of the table, so that what is just half is just half.
        long over = units(cut) - units(band.least());
        long width = units(band.most()) - units(band.least());
        return Math.toIntExact(band.leastIndex() + Math.floorDiv(2L * rise * over + width, 2 * width));
    }

    private long units(double concentration) {
        return BigDecimal.valueOf(concentration)
                .movePointRight(decimals)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
