package hub.store;

import hub.store.ReadingStore.NumberedEvent;
import java.util.Optional;

/**
 * A command that has neither a result nor expired.
 *
 * @param issued the event that began it
 * @param sent the event of its first sending
 */
public record OpenCommand(NumberedEvent issued, Optional<NumberedEvent> sent) {}
