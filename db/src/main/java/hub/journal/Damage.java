package hub.journal;

import java.util.Optional;

/**
 * Bytes of a segment that hold no intact record although intact ones, or a whole segment, follow.
 *
 * @param segment the file name of the segment
 * @param offset where in the file the bytes begin
 * @param bytes how many there are; where the file is missing or cut short, how many there should be
 * @param reason what is wrong with them, for a person to read
 * @param acknowledged true if something written later proves that the bytes had been forced, so that acknowledged
 *     records are lost; false if they may be the remains of a group that the power cut short
 * @param setAsideIn the name of the file in the journal's directory with a copy of the bytes, if there were any
 * @param reported whether {@link Journal#noteReported} was called for it, in this life of the journal or an earlier one
 */
public record Damage(
        String segment,
        long offset,
        long bytes,
        String reason,
        boolean acknowledged,
        Optional<String> setAsideIn,
        boolean reported) {

    /** The name of a file that is about this damage, but for an ending. */
    static String fileName(String segment, long offset) {
        return segment + ".damaged-" + offset;
    }

    /** The name of the file that says that it was reported. */
    static String reportedName(String segment, long offset) {
        return fileName(segment, offset) + ".reported";
    }
}
