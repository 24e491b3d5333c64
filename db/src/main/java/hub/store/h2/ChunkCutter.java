package hub.store.h2;

import hub.store.chunk.ChunkEncoder;
import hub.store.chunk.SeriesColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Cuts the readings of a device by time, so that each part fits into a chunk; parts are about equally long. */
final class ChunkCutter {

    private ChunkCutter() {}

    /** The parts, ascending by time. */
    static List<List<SeriesColumn>> cut(List<SeriesColumn> columns) {
        List<List<SeriesColumn>> parts = new ArrayList<>();
        cut(columns, parts);
        return parts;
    }

    private static void cut(List<SeriesColumn> columns, List<List<SeriesColumn>> parts) {
        long readings = readings(columns);
        if (readings <= ChunkEncoder.MAX_READINGS) {
            if (readings > 0) {
                parts.add(columns);
            }
            return;
        }
        // Equal steps of the longest series; where the others bunch up, a part is cut again.
        SeriesColumn longest =
                columns.stream().max(Comparator.comparingInt(ChunkCutter::size)).orElseThrow();
        long wanted = (readings + ChunkEncoder.MAX_READINGS - 1) / ChunkEncoder.MAX_READINGS;
        long from = Long.MIN_VALUE;
        for (long part = 1; part <= wanted; part++) {
            int end = longest.from() + (int) (size(longest) * part / wanted);
            long to = part == wanted ? Long.MAX_VALUE : longest.times()[end];
            cut(between(columns, from, to, part == wanted), parts);
            from = to;
        }
    }

    /** The readings in {@code [from, to)}, or from {@code from} on. */
    static List<SeriesColumn> between(List<SeriesColumn> columns, long from, long to, boolean open) {
        List<SeriesColumn> part = new ArrayList<>(columns.size());
        for (SeriesColumn column : columns) {
            int begin = lowerBound(column, from);
            int end = open ? column.to() : lowerBound(column, to);
            if (begin < end) {
                part.add(new SeriesColumn(column.series(), column.times(), column.values(), begin, end));
            }
        }
        return part;
    }

    private static int lowerBound(SeriesColumn column, long time) {
        int found = Arrays.binarySearch(column.times(), column.from(), column.to(), time);
        return found >= 0 ? found : -found - 1;
    }

    static long readings(List<SeriesColumn> columns) {
        return columns.stream().mapToLong(ChunkCutter::size).sum();
    }

    private static int size(SeriesColumn column) {
        return column.to() - column.from();
    }
}
