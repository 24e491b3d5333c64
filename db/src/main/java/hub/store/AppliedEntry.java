package hub.store;

import hub.entry.Entry;

/**
 * A journal entry and where it stands.
 *
 * @param position the journal position after it
 */
public record AppliedEntry(long position, Entry entry) {}
