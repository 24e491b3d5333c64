package hub.importing;

import hub.importing.Layout.ValueColumn;
import hub.text.Printable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes readings of the rows of a CSV file. No file that is known has fields over several lines. */
final class CsvParser implements LineParser {

    private final Layout layout;
    private final Frames frames;
    private final int[] starts;
    private final int[] ends;
    private final double[] values;

    CsvParser(Layout layout, Frames frames) {
        this.layout = layout;
        this.frames = frames;
        this.starts = new int[layout.columns()];
        this.ends = new int[layout.columns()];
        this.values = new double[layout.values().size()];
    }

    @Override
    public @Nullable String parse(byte[] text, int from, int to) {
        int fields = split(text, from, to);
        if (fields != layout.columns()) {
            return fields + " fields, the header has " + layout.columns();
        }
        int device = layout.device();
        DeviceFrames target = frames.device(text, starts[device], ends[device]);
        if (target == null) {
            return "'" + field(text, device) + "' is no device id";
        }
        int time = layout.time();
        long micros = TimeText.micros(text, starts[time], ends[time], layout.zoned());
        String wrong = micros == TimeText.NONE ? noTime(field(text, time)) : frames.wrongTime(micros);
        if (wrong == null) {
            wrong = readValues(text);
        }
        return wrong == null ? add(text, target, micros) : wrong;
    }

    private String noTime(String text) {
        return "'" + text + "' is no time such as 2019-05-06T00:00:00" + (layout.zoned() ? "Z" : "");
    }

    private @Nullable String readValues(byte[] text) {
        for (int i = 0; i < values.length; i++) {
            int column = layout.values().get(i).column();
            boolean empty = starts[column] == ends[column];
            values[i] = empty ? Double.NaN : NumberText.parse(text, starts[column], ends[column]);
            if (!empty && Double.isNaN(values[i])) {
                return "'" + field(text, column) + "' is no finite number";
            }
        }
        return null;
    }

    private @Nullable String add(byte[] text, DeviceFrames target, long micros) {
        if (layout.metric() != Layout.ABSENT) {
            int metric = layout.metric();
            int channel = target.channel(text, starts[metric], ends[metric]);
            if (channel < 0) {
                return target.noChannel(field(text, metric));
            }
            addValue(target, channel, micros, 0);
            return null;
        }
        for (int i = 0; i < values.length; i++) {
            ValueColumn column = layout.values().get(i);
            addValue(target, Frames.standardChannel(column.metric()), micros, i);
        }
        if (layout.lat() != Layout.ABSENT && layout.lon() != Layout.ABSENT) {
            target.place(text, starts[layout.lat()], ends[layout.lat()], starts[layout.lon()], ends[layout.lon()]);
        }
        return null;
    }

    private void addValue(DeviceFrames target, int channel, long micros, int value) {
        if (!Double.isNaN(values[value])) {
            target.add(channel, micros, values[value]);
        }
    }

    /** How many fields there are; of those that the header has, where they begin and end, without space and quotes. */
    private int split(byte[] text, int from, int to) {
        int fields = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text[i] == layout.separator()) {
                if (fields < starts.length) {
                    put(fields, text, start, i);
                }
                fields++;
                start = i + 1;
            }
        }
        return fields;
    }

    private void put(int field, byte[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text[start] == ' ') {
            start++;
        }
        while (end > start && text[end - 1] == ' ') {
            end--;
        }
        if (end - start >= 2 && text[start] == '"' && text[end - 1] == '"') {
            start++;
            end--;
        }
        starts[field] = start;
        ends[field] = end;
    }

    private String field(byte[] text, int field) {
        return Printable.shortened(
                new String(text, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8));
    }
}
