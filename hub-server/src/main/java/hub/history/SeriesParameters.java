package hub.history;

import hub.protocol.Area;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parameters of a request that say which series. */
final class SeriesParameters {

    static final Set<String> KNOWN = Set.of("device", "metric", "prefix", "tag", "bbox");

    private SeriesParameters() {}

    static SeriesSelection read(QueryParameters parameters, ReadingStore store) {
        Set<DeviceId> devices = names(parameters, "device", DeviceId::new);
        Set<Metric> metrics = names(parameters, "metric", Metric::new);
        List<String> prefixes = parameters.all("prefix");
        Optional<Area> area = parameters.single("bbox").map(AreaParameter::parse);
        List<String> tags = parameters.all("tag");
        if (prefixes.isEmpty() && area.isEmpty() && tags.isEmpty()) {
            return new SeriesSelection(devices, metrics);
        }
        boolean any = devices.isEmpty() && prefixes.isEmpty();
        Set<DeviceId> chosen = store.devices().stream()
                .filter(device -> any || devices.contains(device.id()) || begins(device.id(), prefixes))
                .filter(device -> device.tags().containsAll(tags))
                .filter(device -> area.isEmpty() || isIn(device, area.get()))
                .map(DeviceRecord::id)
                .collect(Collectors.toSet());
        return chosen.isEmpty() ? SeriesSelection.NONE : new SeriesSelection(chosen, metrics);
    }

    private static boolean begins(DeviceId device, List<String> prefixes) {
        return prefixes.stream().anyMatch(device.value()::startsWith);
    }

    private static boolean isIn(DeviceRecord device, Area area) {
        return device.profile().flatMap(Hello::location).filter(area::contains).isPresent();
    }

    private static <T> Set<T> names(QueryParameters parameters, String name, Function<String, T> make) {
        Set<T> names = new HashSet<>();
        for (String text : parameters.all(name)) {
            try {
                names.add(make.apply(text));
            } catch (IllegalArgumentException e) {
                throw new BadRequestException("parameter '" + name + "': " + e.getMessage());
            }
        }
        return names;
    }
}
