package hub.presence;

/** Why a device is offline. */
public enum Reason {
    /** It said goodbye. */
    CLOSED("closed"),
    /** It answered no ping and sent nothing. */
    NO_HEARTBEAT("no-heartbeat"),
    /** A newer connection took its place. */
    REPLACED("replaced"),
    /** The hub sent it away for what it did. */
    REFUSED("refused"),
    /** The connection broke. */
    NETWORK("network"),
    /** The hub went. */
    HUB_STOPPED("hub-stopped");

    private final String wireName;

    Reason(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in JSON. */
    public String wireName() {
        return wireName;
    }
}
