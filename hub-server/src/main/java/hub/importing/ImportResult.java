package hub.importing;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import did, with what it did before it was interrupted.
 *
 * @param files how many there were
 * @param rows without headers and blank lines
 * @param readings that they gave; all of them are durable
 * @param rejectedRows how many rows were left out
 * @param failures files that were left out, wholly or from some line on, and why
 * @param rejected the file that has the rows that were left out
 * @param resumed whether it went on where another was interrupted
 */
public record ImportResult(
        int files, long rows, long readings, long rejectedRows, List<String> failures, Path rejected, boolean resumed) {

    ImportResult(int files, FileMark.Counts counts, List<String> failures, Path rejected, boolean resumed) {
        this(files, counts.rows(), counts.readings(), counts.rejected(), failures, rejected, resumed);
    }
}
