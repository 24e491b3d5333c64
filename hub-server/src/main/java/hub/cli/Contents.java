package hub.cli;

import hub.store.check.DataCheck.Report;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a data directory holds, in a line. */
final class Contents {

    private Contents() {}

    static String of(Report report) {
        String newest = report.newestReceived() == Long.MIN_VALUE
                ? ""
                : "; the newest frame came "
                        + Instant.EPOCH
                                .plus(report.newestReceived(), ChronoUnit.MICROS)
                                .truncatedTo(ChronoUnit.SECONDS);
        return String.format(
                Locale.ROOT,
                "%,d devices, %,d series, %,d readings in %,d chunks, %,d events; %,d more readings in the journal%s",
                report.database().devices(),
                report.database().series(),
                report.database().readings(),
                report.database().chunks(),
                report.database().events(),
                report.journalReadings(),
                newest);
    }
}
