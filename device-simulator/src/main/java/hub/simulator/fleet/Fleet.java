package hub.simulator.fleet;

import hub.protocol.DeviceId;
import hub.simulator.client.DeviceLink;
import hub.simulator.client.IoThreads;
import hub.simulator.model.SmogModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A fleet of simulated devices. */
public final class Fleet {

    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final List<DeviceLink> links = new ArrayList<>();

    /**
     * Adds the devices of a plan to the threads, where they begin to sample.
     *
     * @param tokens what each authenticates with, if it does
     * @param random for epochs and phases; not of the plan's seed, since an epoch that comes twice would make a hub take
     *     new readings for old ones
     */
    public Fleet(
            FleetPlan plan,
            IoThreads threads,
            Function<DeviceId, Optional<String>> tokens,
            InstantSource clock,
            RandomGenerator random) {
        SmogModel model = new SmogModel(plan.seed());
        for (int i = 0; i < plan.devices(); i++) {
            DeviceId id = new DeviceId(plan.deviceName(i));
            long epoch = random.nextInt() & 0xFFFF_FFFFL;
            SimulatedDevice device = new SimulatedDevice(model, i, plan, clock, epoch);
            DeviceLink link = threads.add(id, tokens.apply(id), epoch, device);
            double phase = random.nextDouble();
            link.execute(() -> device.begin(link, phase));
            devices.add(device);
            links.add(link);
        }
    }

    /** Ends the sampling. Complete when every device has handed over its last frame. */
    public CompletableFuture<Void> finish() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            SimulatedDevice device = devices.get(i);
            all.add(CompletableFuture.runAsync(device::finish, links.get(i)::execute));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }
}
