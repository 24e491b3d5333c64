package hub.simulator.verify;

import hub.protocol.DeviceId;
import hub.simulator.client.DeviceLink;
import hub.simulator.client.IoThreads;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The devices of a ledger, sending. */
public final class VerifiedFleet {

    private final List<VerifiedDevice> devices = new ArrayList<>();
    private final List<DeviceLink> links = new ArrayList<>();

    /**
     * Adds all devices to the threads, where they begin to send.
     *
     * @param standing where each goes on
     * @param live told of everything that is sent
     * @param tokens what each authenticates with, if it does
     */
    public VerifiedFleet(
            Ledger ledger,
            Standing standing,
            Load load,
            LiveFollowing live,
            IoThreads threads,
            Function<DeviceId, Optional<String>> tokens,
            InstantSource clock) {
        SplittableRandom random = new SplittableRandom(ledger.plan().seed());
        for (int i = 0; i < ledger.plan().devices(); i++) {
            DeviceId id = ledger.plan().device(i);
            Chaos chaos = new Chaos(load.chaosOneIn(), random.split());
            VerifiedDevice device =
                    new VerifiedDevice(i, ledger, load, standing.device(i), live.device(i), clock, chaos);
            DeviceLink link = threads.add(id, tokens.apply(id), ledger.plan().epoch(i), device);
            double phase = random.nextDouble();
            link.execute(() -> device.begin(link, phase));
            devices.add(device);
            links.add(link);
        }
    }

    /** Makes no more frames. Complete when no device will. */
    public CompletableFuture<Void> finish() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            all.add(CompletableFuture.runAsync(devices.get(i)::finish, links.get(i)::execute));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }
}
