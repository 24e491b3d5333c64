package hub.importing;

/** Hears how far an import is. Called often, so it decides by itself what to tell. */
public interface ImportProgress {

    /** It goes on where another was interrupted. */
    void resumed(long readings);

    /**
     * Some more is stored.
     *
     * @param readings in all, those before an interruption too
     * @param done so many bytes of the files
     * @param total all of them; 0 if that is not known
     */
    void at(long readings, long done, long total);
}
