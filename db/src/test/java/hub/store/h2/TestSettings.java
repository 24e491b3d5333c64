package hub.store.h2;

/** H2's settings for tests. */
final class TestSettings {

    /** What is replaced is overwritten as soon as it may be, as it is in a hub that runs for longer than a test. */
    static final String SOON = Database.SETTINGS.replace("RETENTION_TIME=45000", "RETENTION_TIME=1");

    static {
        if (SOON.equals(Database.SETTINGS)) {
            throw new ExceptionInInitializerError("the settings name no retention time");
        }
    }

    private TestSettings() {}
}
