package hub.benchmark.question;

import hub.benchmark.data.ScaleSet;
import hub.benchmark.data.SeriesName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The analysts' standing questions. Ranges are half-open; times are milliseconds since 1970. */
public enum Question {
    Q1(true, "one series, 21 months: avg, min, max per day", "2017-08-30", "2019-05-31", "PT24H"),
    Q2(true, "all sensors, a month: avg per hour", "2019-04-01", "2019-05-01", "PT1H"),
    Q3(true, "one series, 21 months: every reading, as CSV", "2017-08-30", "2019-05-31", "PT0S"),
    Q4(true, "the latest reading of each series", "1970-01-01", "2100-01-01", "PT0S"),
    Q5(true, "one series, 21 months: min, max, avg of 2,000 pixels", "2017-08-30", "2019-05-31", "PT27604.8S"),
    Q6(true, "all sensors, a year: 95th percentile", "2018-01-01", "2019-01-01", "PT0S"),
    Q7(true, "one series, a day: avg per 5 minutes, gaps filled", "2018-12-25", "2018-12-26", "PT5M"),
    Q8(false, "one series, a day: avg per minute", "2025-01-01", "2025-01-02", "PT1M"),
    Q9(false, "1,000 series, a day: avg per hour over all", "2025-01-01", "2025-01-02", "PT1H");

    /** The series that q1, q3, q5 and q7 ask for. */
    public static final SeriesName STATION = new SeriesName("5331", "pm2_5");

    /** The series that q8 asks for. */
    public static final SeriesName DEVICE = new SeriesName("dev0042", "temperature");

    private final boolean onRecorded;
    private final String text;
    private final long from;
    private final long to;
    private final long step;

    Question(boolean onRecorded, String text, String from, String to, String step) {
        this.onRecorded = onRecorded;
        this.text = text;
        this.from = Instant.parse(from + "T00:00:00Z").toEpochMilli();
        this.to = Instant.parse(to + "T00:00:00Z").toEpochMilli();
        this.step = Duration.parse(step).toMillis();
    }

    /** Whether it is about the recorded set; otherwise about the {@link ScaleSet}. */
    public boolean onRecorded() {
        return onRecorded;
    }

    /** What it asks. */
    public String text() {
        return text;
    }

    /** The first moment of its range. */
    public long from() {
        return from;
    }

    /** The first moment behind its range. */
    public long to() {
        return to;
    }

    /** The width of a bucket; 0 if it has none. */
    public long step() {
        return step;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
