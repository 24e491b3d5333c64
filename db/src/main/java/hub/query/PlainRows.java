package hub.query;

/** Buckets that have readings. */
final class PlainRows implements Rows {

    private final Slicer slicer;
    private final QueryWatch watch;
    private final int[] at;
    private final MergeHeap heap;
    private CellTable cells;
    private int group = -1;

    PlainRows(Slicer slicer, QueryWatch watch, int groups) {
        this.slicer = slicer;
        this.watch = watch;
        this.at = new int[groups];
        this.heap = new MergeHeap(groups);
        this.cells = new CellTable(groups, 0);
    }

    @Override
    public boolean next() {
        watch.step();
        if (group >= 0) {
            pass();
        }
        while (heap.isEmpty()) {
            if (!slicer.hasNext()) {
                return false;
            }
            begin(slicer.next());
        }
        group = heap.source();
        return true;
    }

    private void pass() {
        if (++at[group] < cells.end(group)) {
            heap.replace(cells.start(at[group]));
        } else {
            heap.remove();
        }
        group = -1;
    }

    private void begin(CellTable slice) {
        cells = slice;
        for (int i = 0; i < at.length; i++) {
            at[i] = slice.begin(i);
            if (at[i] < slice.end(i)) {
                heap.add(slice.start(at[i]), i);
            }
        }
    }

    @Override
    public int group() {
        return group;
    }

    @Override
    public long start() {
        return cells.start(at[group]);
    }

    @Override
    public long readings() {
        return cells.count(at[group]);
    }

    @Override
    public double value(int column) {
        return cells.value(at[group], column);
    }
}
