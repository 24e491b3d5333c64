package hub.protocol.frame;

/** How a readings frame says when its readings were taken. */
public enum TimeMode {
    /** The hub's receive time: for devices without a clock. */
    HUB(0),
    /** Unix time. */
    ABSOLUTE(1),
    /** How long before sending: for devices that can count but do not know the date. */
    AGE(2);

    /** The value of the two flag bits that no mode has. */
    static final int INVALID_FLAG = 3;

    private static final TimeMode[] BY_FLAG = {HUB, ABSOLUTE, AGE};

    private final int flag;

    TimeMode(int flag) {
        this.flag = flag;
    }

    /** The value of the flag bits 0 and 1. */
    int flag() {
        return flag;
    }

    static TimeMode ofFlag(int bits) {
        return BY_FLAG[bits];
    }
}
