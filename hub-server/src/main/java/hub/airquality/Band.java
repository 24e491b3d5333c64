package hub.airquality;

/**
 * A category of an index for one pollutant.
 *
 * @param category its name, for programs
 * @param least the least concentration in it, in µg/m³
 * @param most the greatest concentration in it; infinite if it is the last and has no end
 * @param leastIndex the index at the least concentration
 * @param mostIndex the index at the greatest concentration
 */
public record Band(String category, double least, double most, int leastIndex, int mostIndex) {}
