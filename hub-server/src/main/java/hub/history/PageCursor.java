package hub.history;

import hub.store.TimeRange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a page of an answer begins.
 *
 * @param question a checksum of the parameters, so that a cursor is not used with others
 * @param range as it was at the first page, also if it was asked for by how long ago
 */
record PageCursor(long question, TimeRange range, RowKey behind) {

    private static final int PARTS = 6;

    static long checksum(String question) {
        CRC32C checksum = new CRC32C();
        checksum.update(question.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    String encode() {
        String text = String.join(
                "|",
                Long.toString(question),
                Long.toString(range.fromMicros()),
                Long.toString(range.toMicros()),
                Long.toString(behind.timeMicros()),
                behind.device(),
                behind.metric());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static PageCursor decode(String text, long question) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length == PARTS && RowKey.isMetric(parts[5])) {
                PageCursor cursor = new PageCursor(
                        Long.parseLong(parts[0]),
                        new TimeRange(Long.parseLong(parts[1]), Long.parseLong(parts[2])),
                        new RowKey(Long.parseLong(parts[3]), parts[4], parts[5]));
                if (cursor.question != question) {
                    throw new BadRequestException(
                            "parameter 'cursor' is of another question: leave the other parameters as they were");
                }
                return cursor;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new BadRequestException("parameter 'cursor' is none that the hub gave; take it from the header Link");
    }
}
