package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.Timestamps;
import hub.protocol.testing.Seeded;
import hub.store.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long HOUR = 3_600_000_000L;
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/London",
            "Australia/Lord_Howe", // Half an hour of summer time.
            "America/Havana", // Clocks change at midnight, both ways.
            "America/Sao_Paulo",
            "Asia/Kathmandu",
            "Pacific/Apia", // No 30 December 2011.
            "Africa/Casablanca",
            "America/St_Johns",
            "+05:30");
    private static final List<String> STEPS = List.of(
            "PT1S", "PT7M", "PT15M", "PT30M", "PT1H", "PT2H", "PT6H", "PT24H", "PT7H", "P1D", "P2D", "P1W", "P2W",
            "P1M", "P3M", "P1Y", "P1M1D", "P1DT12H", "P10Y");

    @ParameterizedTest
    @CsvSource({
        // 23, 24 and 25 hours; 23.5 and 24.5 where summer time is half an hour.
        "P1D, Europe/London, 2026-03-29T12:00:00Z, 2026-03-29T00:00:00Z, 2026-03-29T23:00:00Z",
        "P1D, Europe/London, 2026-06-01T12:00:00Z, 2026-05-31T23:00:00Z, 2026-06-01T23:00:00Z",
        "P1D, Europe/London, 2026-10-25T12:00:00Z, 2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z",
        "P1D, Australia/Lord_Howe, 2026-10-04T00:00:00Z, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z",
        "P1D, Australia/Lord_Howe, 2026-04-05T00:00:00Z, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
        // Midnight does not exist, and exists twice.
        "P1D, America/Havana, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        "P1D, America/Havana, 2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        "PT24H, America/Havana, 2026-11-01T05:30:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        // The hour that London goes through twice is two buckets of an hour, and part of one of two hours.
        "PT1H, Europe/London, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "PT1H, Europe/London, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        "PT2H, Europe/London, 2026-10-25T01:30:00Z, 2026-10-24T23:00:00Z, 2026-10-25T02:00:00Z",
        "PT6H, Europe/London, 2026-10-25T01:30:00Z, 2026-10-24T23:00:00Z, 2026-10-25T06:00:00Z",
        "PT15M, Europe/London, 2026-10-25T01:14:59Z, 2026-10-25T01:00:00Z, 2026-10-25T01:15:00Z",
        // What Lord Howe goes through twice is half an hour: not an hour of its own.
        "PT1H, Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T14:00:00Z, 2026-04-04T15:30:00Z",
        "PT30M, Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
        // Lord Howe's clocks jump over 02:00: the hour from then on begins with the jump.
        "PT1H, Australia/Lord_Howe, 2026-10-03T15:40:00Z, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
        "P1W, UTC, 2026-01-01T00:00:00Z, 2025-12-29T00:00:00Z, 2026-01-05T00:00:00Z",
        "P7D, UTC, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, 2026-01-08T00:00:00Z",
        "P1M, UTC, 2024-02-29T23:59:59.999999Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "P1D, UTC, 2024-02-29T23:59:59.999999Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        "P3M, Europe/London, 2026-05-01T00:00:00Z, 2026-03-31T23:00:00Z, 2026-06-30T23:00:00Z",
        "P1Y, Asia/Tokyo, 2026-05-01T00:00:00Z, 2025-12-31T15:00:00Z, 2026-12-31T15:00:00Z",
        "P2Y, UTC, 1969-05-01T00:00:00Z, 1968-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "PT1M, UTC, 1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:00Z, 1970-01-01T00:00:00Z",
        "PT1H, Asia/Kathmandu, 2026-01-01T00:00:00Z, 2025-12-31T23:15:00Z, 2026-01-01T00:15:00Z",
        // A day that was not there.
        "P1D, Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        "P1D, Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z"
    })
    void followClocksAndCalendars(String step, String zone, Instant inside, Instant start, Instant end) {
        Buckets buckets = Buckets.iso(step, ZoneId.of(zone));
        for (Instant moment : List.of(inside, start, end.minusNanos(1_000))) {
            long time = Timestamps.micros(moment);
            assertThat(Timestamps.instant(buckets.start(time))).isEqualTo(start);
            assertThat(Timestamps.instant(buckets.end(time))).isEqualTo(end);
        }
    }

    @Test
    void aDayHasAsManyHoursAsItsClockShows() {
        Buckets hours = Buckets.iso("PT1H", ZoneId.of("Europe/London"));
        assertThat(starts(hours, "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"))
                .hasSize(23);
        assertThat(starts(hours, "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"))
                .hasSize(25);
    }

    private static List<Long> starts(Buckets buckets, String from, String to) {
        List<Long> starts = new ArrayList<>();
        long end = Timestamps.micros(Instant.parse(to));
        for (long at = Timestamps.micros(Instant.parse(from)); at < end; at = buckets.end(at)) {
            starts.add(buckets.start(at));
        }
        return starts;
    }

    @Test
    void everyMomentIsInOneBucket() {
        Seeded.check(2_000, random -> {
            Buckets buckets = Buckets.iso(
                    STEPS.get(random.nextInt(STEPS.size())), ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
            long range = random.nextInt(4) == 0 ? Long.MAX_VALUE : 60L * 366 * 24 * HOUR;
            long time = random.nextLong(-range, range);
            for (int i = 0; i < 20; i++) {
                long start = buckets.start(time);
                long end = buckets.end(time);
                assertThat(start).isLessThanOrEqualTo(time);
                assertThat(end).isGreaterThan(time);
                long inside = random.nextLong(start, end);
                for (long moment : new long[] {start, inside, end - 1}) {
                    assertThat(buckets.start(moment)).as("start at %s", moment).isEqualTo(start);
                    assertThat(buckets.end(moment)).as("end at %s", moment).isEqualTo(end);
                }
                if (end == Long.MAX_VALUE) {
                    return;
                }
                assertThat(buckets.start(end)).isEqualTo(end);
                time = end;
            }
        });
    }

    @Test
    void daysWeeksMonthsAndYearsAreThoseOfJavaTime() {
        Seeded.check(4_000, random -> {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            long time = random.nextLong(-80L * 366 * 24 * HOUR, 120L * 366 * 24 * HOUR);
            assertStart("P1D", zone, time, day -> day);
            assertStart("P1W", zone, time, day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            assertStart("P1M", zone, time, day -> day.withDayOfMonth(1));
            assertStart(
                    "P3M", zone, time, day -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1));
            assertStart("P1Y", zone, time, day -> day.withDayOfYear(1));
        });
    }

    private static void assertStart(String step, ZoneId zone, long time, UnaryOperator<LocalDate> first) {
        LocalDate day = Timestamps.instant(time).atZone(zone).toLocalDate();
        ZonedDateTime start = first.apply(day).atStartOfDay(zone);
        assertThat(Timestamps.instant(Buckets.iso(step, zone).start(time)))
                .as("%s in %s of %s", step, zone, time)
                .isEqualTo(start.toInstant());
    }

    @Test
    void ofAFixedOffsetOneFormulaDoes() {
        Seeded.check(2_000, random -> {
            long width = random.nextLong(1, 1L << random.nextInt(1, 50));
            long origin = random.nextLong();
            long time = random.nextLong(-(1L << 60), 1L << 60);
            long start = Buckets.fixed(width, origin).start(time);
            assertThat(start).isBetween(time - width + 1, time);
            assertThat(Math.floorMod(Math.floorMod(start, width) - Math.floorMod(origin, width), width))
                    .isZero();
            assertThat(Buckets.fixed(width, origin).end(time)).isEqualTo(start + width);
            if (width < 10L * 365 * 24 * HOUR) {
                String text =
                        Duration.of(width, java.time.temporal.ChronoUnit.MICROS).toString();
                assertThat(Buckets.iso(text, UTC).start(time)).isEqualTo(Math.floorDiv(time, width) * width);
            }
        });
    }

    @Test
    void fixedBucketsEndWithTime() {
        Buckets buckets = Buckets.fixed(1_000, 0);
        assertThat(buckets.start(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(buckets.end(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(buckets.end(Long.MIN_VALUE)).isEqualTo(-9_223_372_036_854_775_000L);
    }

    @Test
    void equalPartsDivideTheRange() {
        Seeded.check(2_000, random -> {
            long from = random.nextLong(-(1L << 61), 1L << 61);
            long length = random.nextLong(1, 1L << random.nextInt(1, 61));
            int count = (int) Math.min(length, 1 + random.nextInt(100_000));
            Buckets parts = Buckets.equal(new TimeRange(from, from + length), count);
            long time = from;
            for (int i = 0; i < Math.min(count, 20); i++) {
                assertThat(parts.start(time)).isEqualTo(time);
                long end = parts.end(time);
                assertThat(end - time).isBetween(length / count, length / count + 1);
                assertThat(parts.start(end - 1)).isEqualTo(time);
                assertThat(parts.end(end - 1)).isEqualTo(end);
                time = end;
            }
            long last = from + length - 1;
            assertThat(parts.end(last)).isEqualTo(from + length);
            assertThat(parts.start(parts.start(last))).isEqualTo(parts.start(last));
        });
    }

    @Test
    void pixelsOfQuestion5() {
        long from = Timestamps.micros(Instant.parse("2017-08-30T00:00:00Z"));
        long to = Timestamps.micros(Instant.parse("2019-05-31T00:00:00Z"));
        Buckets pixels = Buckets.equal(new TimeRange(from, to), 2_000);
        long width = 27_604_800_000L;
        assertThat(pixels.start(from + 5 * width + 1)).isEqualTo(from + 5 * width);
        assertThat(pixels.end(to - 1)).isEqualTo(to);
        assertThat(pixels.start(to - 1)).isEqualTo(from + 1_999 * width);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "5",
                "1D",
                "P1",
                "P1H",
                "PT1D",
                "P1DT",
                "-P1D",
                "P-1D",
                "PT-5M",
                "PT0S",
                "P0D",
                "P1.5D",
                "PT0.0000005S",
                "P11Y",
                "P9999D",
                "P99999999999D",
                "PT99999999999999999H",
                "P999999999Y999999999M"
            })
    void whatIsNoWidthIsRefused(String text) {
        assertThatThrownBy(() -> Buckets.iso(text, UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.isEmpty() ? "''" : text.substring(0, Math.min(8, text.length())));
    }

    @Test
    void whatCannotBeDividedIsRefused() {
        assertThatThrownBy(() -> Buckets.fixed(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Buckets.equal(TimeRange.ALL, 10)).hasMessageContaining("open end");
        assertThatThrownBy(() -> Buckets.equal(new TimeRange(0, 10), 11)).hasMessageContaining("1 to 10");
        assertThatThrownBy(() -> Buckets.equal(new TimeRange(0, 10), 0)).hasMessageContaining("1 to 10");
        assertThat(Buckets.iso("pt5m", UTC).end(0)).isEqualTo(5 * 60 * 1_000_000L);
    }
}
