package hub.store;

import hub.protocol.DeviceId;
import hub.protocol.Metric;

/** A store that contracts are about, and names that they use. */
interface StoreUnderTest {

    /**
     * Opens the store of this test: empty the first time, later as it was when closed. It has room for 100,000 readings
     * without a fold.
     */
    ReadingStore openStore();

    long MINUTE = 60_000_000L;
    DeviceId A = new DeviceId("a");
    DeviceId B = new DeviceId("b");
    Metric PM10 = new Metric("pm10");
    Metric PM2_5 = new Metric("pm2_5");
}
