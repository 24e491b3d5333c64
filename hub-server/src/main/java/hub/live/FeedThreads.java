package hub.live;

/** Where the parts of the feed run. */
interface FeedThreads {

    /** Runs on the feed's own thread, soon. */
    void feed(Runnable task);

    /** Runs on another thread, since it asks the store for much. */
    void query(Runnable task);
}
