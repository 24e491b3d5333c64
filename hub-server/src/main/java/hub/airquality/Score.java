package hub.airquality;

/**
 * What an index says of a concentration.
 *
 * @param index of the US EPA 0 and up, beyond 500, too; of the EEA 1 to 6
 * @param category its name, for programs
 */
public record Score(int index, String category) {}
