package hub.admin;

import hub.json.JsonWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a list of devices, line by line. */
public final class DeviceListException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int MOST_IN_MESSAGE = 20;
    private static final int MOST_TOLD = 1_000;

    /**
     * What is wrong with a line.
     *
     * @param line from 1; the head is one, too
     * @param device as the line has it; may be no id
     * @param known whether it is only that the device is registered already
     */
    record Fault(int line, String device, String detail, boolean known) {}

    private final transient List<Fault> faults;

    DeviceListException(List<Fault> faults, int devices) {
        super(message(faults, devices));
        this.faults = List.copyOf(faults);
    }

    private static String message(List<Fault> faults, int devices) {
        String lines = faults.stream()
                .limit(MOST_IN_MESSAGE)
                .map(fault -> "line " + fault.line() + ": " + fault.detail())
                .collect(Collectors.joining("; "));
        return "nothing was registered: " + faults.size() + " of " + devices + " devices cannot be: " + lines
                + (faults.size() > MOST_IN_MESSAGE ? " …" : "");
    }

    /** Whether all of them are right, but there already. */
    boolean onlyKnownOnes() {
        return faults.stream().allMatch(Fault::known);
    }

    /** Problem details of RFC 9457, with a member {@code errors}: the first thousand lines that are wrong. */
    String problem() {
        JsonWriter json = new JsonWriter().beginObject().name("type").value("about:blank");
        json.name("title").value(onlyKnownOnes() ? "Conflict" : "Bad Request");
        json.name("status").value(onlyKnownOnes() ? 409 : 400);
        json.name("detail").value(getMessage()).name("errors").beginArray();
        for (Fault fault : faults.subList(0, Math.min(faults.size(), MOST_TOLD))) {
            json.beginObject().name("line").value(fault.line()).name("device").value(fault.device());
            json.name("detail").value(fault.detail()).endObject();
        }
        return json.endArray().endObject().toString();
    }
}
