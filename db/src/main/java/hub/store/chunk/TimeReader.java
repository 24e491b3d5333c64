package hub.store.chunk;

/** Reads a time column block by block. */
interface TimeReader {

    /**
     * Decodes the next block.
     *
     * @return how many times it has; 0 at the end
     * @throws CorruptChunkException if they do not ascend, or are not those that the directory promises
     */
    int next();

    /** Its times in microseconds. */
    long[] times();
}
