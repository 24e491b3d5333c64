package hub.store;

/** Hears how far something is that takes long. Called often, so it decides by itself what to tell. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (what, done, total) -> {};

    /**
     * Some of it is done.
     *
     * @param what is being done, for people
     * @param done so much of it
     * @param total all of it, about; what is done may be more
     */
    void at(String what, long done, long total);
}
