package hub.journal;

import java.util.List;

/**
 * What a replay read, and what it could not.
 *
 * @param records how many records were handed over
 * @param bytes how many bytes they held, without their framing
 * @param damaged what was found damaged in the segments read, oldest first; the same in each replay until trimmed
 * @param tornBytes 0 if the journal ended whole when it was opened; else the most that the unfinished tail that was cut
 *     can have been
 */
public record ReplayReport(long records, long bytes, List<Damage> damaged, long tornBytes) {
    public ReplayReport {
        damaged = List.copyOf(damaged);
    }
}
