package hub.importing;

import hub.entry.Entry;
import java.util.List;
import java.util.Optional;

/**
 * What a block's lines gave.
 *
 * @param readings in the entries
 * @param lines the number of the block's last line
 * @param rows how many of the block's lines were rows; blank lines and the header are none
 * @param bad those that were none
 * @param failure why the rest of the file cannot be read
 */
record Batch(
        Block block,
        List<Entry> entries,
        int readings,
        long lines,
        long rows,
        List<BadRow> bad,
        Optional<String> failure) {

    /**
     * A row that is left out.
     *
     * @param reason what is wrong with it
     * @param text all of it
     */
    record BadRow(long line, String reason, String text) {}
}
