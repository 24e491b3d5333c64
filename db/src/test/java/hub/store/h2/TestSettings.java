package hub.store.h2;

import java.time.Duration;

/** H2's settings for tests. */
final class TestSettings {

    /** What is replaced is overwritten as soon as it may be, as it is in a hub that runs for longer than a test. */
    static final String SOON = Database.settings(Duration.ofMillis(1));

    private TestSettings() {}
}
