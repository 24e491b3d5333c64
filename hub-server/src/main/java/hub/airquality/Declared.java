package hub.airquality;

import hub.store.SeriesRecord;

/** What devices say of their series. */
public interface Declared {

    /** How far apart readings should be, in µs; not a number if that was not said. */
    double intervalMicros(SeriesRecord series);

    /** In which unit the values are. */
    String unit(SeriesRecord series);
}
