package hub.simulator.verify;

import hub.protocol.DeviceId;
import hub.simulator.verify.ExpectedReadings.Reading;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds the rows that a hub gives back of one device and one stretch of time against what was sent, both ascending.
 *
 * <p>A merge of two ordered sequences that keeps nothing of what matches. What does not is kept a while, up to
 * {@link #WINDOW} readings on each side: a reading that is absent where it should be and comes later was reordered,
 * one that comes under another time has a wrong time; only what finds no partner is missing, or was never sent.
 */
final class Comparison {

    private static final int WINDOW = 4_096;

    private final DeviceId device;
    private final ExpectedReadings expected;
    private final Findings findings = new Findings();
    private final ArrayDeque<Reading> absent = new ArrayDeque<>();
    private final ArrayDeque<Row> strays = new ArrayDeque<>();
    private long lastMicros = Long.MIN_VALUE;
    private int lastMetric = -1;

    Comparison(DeviceId device, ExpectedReadings expected) {
        this.device = device;
        this.expected = expected;
    }

    /** @param metric its number, or -1 if the device sends no such metric */
    private record Row(long timeMicros, int metric, double value) {}

    /** The hub gave a row. */
    void row(long timeMicros, int metric, double value) {
        findings.stored();
        Row row = new Row(timeMicros, metric, value);
        if (timeMicros < lastMicros || (timeMicros == lastMicros && metric <= lastMetric)) {
            late(row);
            return;
        }
        lastMicros = timeMicros;
        lastMetric = metric;
        while (expected.hasNext() && expected.peek().compareTo(timeMicros, metric) < 0) {
            absent(expected.peek());
            expected.advance();
        }
        if (expected.hasNext() && expected.peek().compareTo(timeMicros, metric) == 0) {
            same(expected.peek(), row);
            expected.advance();
        } else {
            stray(row);
        }
    }

    /** There are no more rows. What it came to. */
    Findings end() {
        for (; expected.hasNext(); expected.advance()) {
            absent(expected.peek());
        }
        absent.forEach(this::missing);
        strays.forEach(this::unsent);
        absent.clear();
        strays.clear();
        return findings;
    }

    private void same(Reading sent, Row row) {
        if (sent.value() != row.value()) {
            findings.fault(Fault.WRONG, words(sent) + " is " + row.value() + ", sent was " + sent.value());
        } else if (!sent.acknowledged()) {
            findings.unacknowledgedStored();
        }
    }

    /** Its place is behind where the answer has got to. */
    private void late(Row row) {
        Optional<Reading> owed = take(absent, reading -> reading.compareTo(row.timeMicros(), row.metric()) == 0);
        if (owed.isPresent()) {
            findings.fault(Fault.REORDERED, words(owed.get()) + " comes behind a later one");
            same(owed.get(), row);
        } else if (row.metric() >= 0 && expected.wasSent(row.timeMicros(), row.metric())) {
            findings.fault(Fault.DUPLICATED, words(row) + " = " + row.value() + " comes once more");
        } else {
            stray(row);
        }
    }

    private void absent(Reading sent) {
        Optional<Row> moved = take(strays, row -> isMoved(sent, row));
        if (moved.isPresent()) {
            moved(sent, moved.get());
            return;
        }
        absent.addLast(sent);
        if (absent.size() > WINDOW) {
            missing(absent.removeFirst());
        }
    }

    private void stray(Row row) {
        Optional<Reading> moved = take(absent, sent -> isMoved(sent, row));
        if (moved.isPresent()) {
            moved(moved.get(), row);
            return;
        }
        strays.addLast(row);
        if (strays.size() > WINDOW) {
            unsent(strays.removeFirst());
        }
    }

    private static boolean isMoved(Reading sent, Row row) {
        return sent.metric() == row.metric() && sent.value() == row.value();
    }

    private void moved(Reading sent, Row row) {
        findings.fault(Fault.WRONG, words(sent) + " is stored as " + words(row));
    }

    private void missing(Reading sent) {
        if (sent.acknowledged()) {
            findings.fault(Fault.MISSING, words(sent) + " = " + sent.value() + ", frame " + sent.seq());
        }
    }

    private void unsent(Row row) {
        findings.fault(Fault.UNSENT, words(row) + " = " + row.value());
    }

    private String words(Reading sent) {
        return Words.reading(device, sent.timeMicros(), sent.metric());
    }

    private String words(Row row) {
        return Words.reading(device, row.timeMicros(), row.metric());
    }

    private static <T> Optional<T> take(ArrayDeque<T> from, Predicate<T> wanted) {
        for (Iterator<T> all = from.iterator(); all.hasNext(); ) {
            T candidate = all.next();
            if (wanted.test(candidate)) {
                all.remove();
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
