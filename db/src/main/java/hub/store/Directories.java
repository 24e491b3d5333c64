package hub.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a directory needs so that its new files are still there after a power cut. */
public final class Directories {

    private Directories() {}

    /** Forces the names of a directory's files to stable storage; their content is another matter. */
    public static void force(Path directory) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return; // There a directory cannot be opened as a file, and NTFS journals its names by itself.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
