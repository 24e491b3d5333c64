package hub.simulator.verify;

import hub.simulator.client.DeviceLink;
import java.util.random.RandomGenerator;

/**
 * When a device drops its own connection: before a frame, in the middle of one, or right behind one, so that the hub has
 * it and the device has no acknowledgement.
 */
final class Chaos {

    private final int oneIn;
    private final RandomGenerator random;

    /** @param oneIn how many frames there are to a drop, on average; 0 for none */
    Chaos(int oneIn, RandomGenerator random) {
        this.oneIn = oneIn;
        this.random = random;
    }

    /** Hands a frame over, now and then with a dropped connection. On the link's thread. */
    void around(DeviceLink link, Runnable offer) {
        if (oneIn == 0 || random.nextInt(oneIn) != 0) {
            offer.run();
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> {
                link.cut(0);
                offer.run();
            }
            case 1 -> {
                offer.run();
                link.cut(random.nextDouble(1e-9, 1));
            }
            default -> {
                offer.run();
                // It is written at the end of this round; requests run before anything is heard of it.
                link.execute(() -> link.cut(0));
            }
        }
    }
}
