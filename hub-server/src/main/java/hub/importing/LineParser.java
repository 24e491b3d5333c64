package hub.importing;

import org.jspecify.annotations.Nullable;

/** Makes readings of the lines of one file, and adds them to {@link Frames}. */
interface LineParser {

    /**
     * Takes a line, without what ends it.
     *
     * @return what is wrong with it, and nothing of it was added; null if nothing is
     */
    @Nullable String parse(byte[] text, int from, int to);
}
