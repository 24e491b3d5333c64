package hub.live;

import java.time.Duration;

/** What a viewer asks for. */
sealed interface ViewerCommand {

    /**
     * A new subscription.
     *
     * @param id the viewer's number for it, 1 to 65535
     */
    record Subscribe(int id, Selection selection, Mode mode) implements ViewerCommand {}

    /** The kinds of subscription. */
    sealed interface Mode {}

    /** Counts, and the list of devices. */
    record Fleet() implements Mode {}

    /**
     * The newest of each series.
     *
     * @param tick the least time between two frames
     */
    record Latest(Duration tick) implements Mode {}

    /**
     * Each reading.
     *
     * @param history how far back it begins
     * @param resume where the viewer was when its connection broke
     */
    record Every(Duration history, Resume resume) implements Mode {}

    /** What happens. */
    record Events() implements Mode {}

    /** Buckets of a stretch of time. */
    record Viewport(View view) implements Mode {}

    /**
     * How far a viewer has come.
     *
     * @param run which run of the hub told it
     * @param cursor the hub's position; below 0 if the viewer does not ask to go on
     */
    record Resume(String run, long cursor) {

        static final Resume NOT_ASKED = new Resume("", -1);

        boolean isAsked() {
            return cursor >= 0;
        }
    }

    /** Another view for a subscription of mode {@code viewport}. */
    record ChangeView(int id, View view) implements ViewerCommand {}

    /** The end of a subscription. */
    record Unsubscribe(int id) implements ViewerCommand {}

    /**
     * Something that is none of these.
     *
     * @param id of the subscription it is about; 0 if that cannot be told
     */
    record Invalid(String code, String message, int id) implements ViewerCommand {}
}
