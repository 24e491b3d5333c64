package hub.live;

import java.time.Duration;

/** What a viewer asks for. */
sealed interface ViewerCommand {

    /** The kinds of subscription. */
    enum Mode {
        FLEET,
        LATEST,
        EVERY,
        EVENTS
    }

    /**
     * A new subscription.
     *
     * @param id the viewer's number for it, 1 to 65535
     * @param history how far back it begins, in mode {@code EVERY}
     */
    record Subscribe(int id, Mode mode, Selection selection, Duration history) implements ViewerCommand {}

    /** The end of one. */
    record Unsubscribe(int id) implements ViewerCommand {}

    /**
     * Something that is neither.
     *
     * @param id of the subscription it is about; 0 if that cannot be told
     */
    record Invalid(String code, String message, int id) implements ViewerCommand {}
}
