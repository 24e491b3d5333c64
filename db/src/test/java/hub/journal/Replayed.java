package hub.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a replay hands over.
 *
 * @param positions where each record ends
 * @param records their bytes, as text of one char per byte, so that they compare and print
 */
record Replayed(List<Long> positions, List<String> records, ReplayReport report) {

    static Replayed all(Journal journal) {
        return from(journal.oldestPosition(), journal);
    }

    static Replayed from(long position, Journal journal) {
        List<Long> positions = new ArrayList<>();
        List<String> records = new ArrayList<>();
        ReplayReport report = journal.replay(position, (end, record) -> {
            positions.add(end);
            byte[] bytes = new byte[record.remaining()];
            record.get(bytes);
            records.add(text(bytes));
        });
        return new Replayed(positions, records, report);
    }

    static String text(byte[] record) {
        return new String(record, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
