"""Answers the analysts' questions from the files themselves, with nothing but Python's standard library.

questions.py sds011_all.csv.gz SCALE.csv OUT

Writes a file per question into OUT, in the columns of /api/v1/readings; and SCALE.csv, a piece of the scale set in the
hub's own CSV, which q8 and q9 are about. Decimals are added as whole numbers, so nothing is rounded before the end.
"""
import gzip
import math
import pathlib
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

UNIT = 10_000  # Values have four decimals at most.
MASK = (1 << 64) - 1
SCALE_DEVICES = 45
SCALE_TICKS = 8_640


def units(text):
    whole, _, fraction = text.partition(".")
    number = int(whole + (fraction + "0000")[:4])
    assert not fraction[4:].strip("0"), text
    return number


def seconds(text):
    return int(datetime.fromisoformat(text + "+00:00").timestamp())


def mean(values):
    return float(Fraction(sum(values), UNIT * len(values)))


def stamp(second, millis=0):
    text = datetime.fromtimestamp(second, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{millis:03d}Z" if millis else "Z")


def read(path):
    """Of each series its readings by time; the later row of equal times wins."""
    series = defaultdict(dict)
    cache = ("", 0)
    with gzip.open(path, "rt") as lines:
        header = next(lines).strip().split(";")
        sensor, timestamp = header.index("sensor_id"), header.index("timestamp")
        columns = [(header.index("P1"), "pm10"), (header.index("P2"), "pm2_5")]
        for line in lines:
            row = line.rstrip("\n").split(";")
            if row[timestamp] != cache[0]:
                cache = (row[timestamp], seconds(row[timestamp]))
            for column, metric in columns:
                if row[column]:
                    series[row[sensor], metric][cache[1]] = units(row[column])
    return {name: sorted(readings.items()) for name, readings in sorted(series.items())}


def between(readings, start, end):
    first, last = seconds(start), seconds(end)
    return [(time, value) for time, value in readings if first <= time < last]


def buckets(readings, start_of):
    grouped = defaultdict(list)
    for time, value in readings:
        grouped[start_of(time)].append(value)
    return sorted(grouped.items())


def write(out, name, header, rows):
    with open(out / (name + ".csv"), "w") as file:
        file.write(header + "\n")
        for row in rows:
            file.write(",".join(x if isinstance(x, str) else repr(x) for x in row) + "\n")


def number(value):
    return repr(value / UNIT) if isinstance(value, int) else repr(value)


def recorded(series, out):
    write(out, "summary", "device,metric,count,sum,min,max", [
        (device, metric, str(len(r)), number(sum(v for _, v in r)), number(min(v for _, v in r)),
         number(max(v for _, v in r))) for (device, metric), r in series.items()])
    one = between(series["5331", "pm2_5"], "2017-08-30T00:00:00", "2019-05-31T00:00:00")
    name = ("5331", "pm2_5")

    write(out, "q1", "time,device,metric,avg,min,max", [
        (stamp(start), *name, number(mean(v)), number(min(v)), number(max(v)))
        for start, v in buckets(one, lambda t: t // 86_400 * 86_400)])

    hourly = defaultdict(list)
    for (device, metric), readings in series.items():
        if metric == "pm2_5":
            for time, value in between(readings, "2019-04-01T00:00:00", "2019-05-01T00:00:00"):
                hourly[time // 3_600 * 3_600, device].append(value)
    write(out, "q2", "time,device,metric,avg", [
        (stamp(start), device, "pm2_5", number(mean(v))) for (start, device), v in sorted(hourly.items())])

    write(out, "q3", "time,device,metric,value", [(stamp(t), *name, number(v)) for t, v in one])

    write(out, "q4", "time,device,metric,value", [
        (stamp(r[-1][0]), device, metric, number(r[-1][1])) for (device, metric), r in series.items()])

    begin, width = seconds("2017-08-30T00:00:00") * 1_000, 27_604_800
    pixels = buckets([(t * 1_000, v) for t, v in one], lambda t: begin + (t - begin) // width * width)
    write(out, "q5", "time,device,metric,min,max,avg", [
        (stamp(start // 1_000, start % 1_000), *name, number(min(v)), number(max(v)), number(mean(v)))
        for start, v in pixels])

    rows = []
    for (device, metric), readings in series.items():
        year = sorted(v for _, v in between(readings, "2018-01-01T00:00:00", "2019-01-01T00:00:00"))
        if metric == "pm2_5" and year:
            rows.append((stamp(seconds("2018-01-01T00:00:00")), device, metric,
                         number(year[math.ceil(Fraction(95, 100) * len(year)) - 1])))
    write(out, "q6", "time,device,metric,p95", rows)

    day = dict(buckets(between(one, "2018-12-25T00:00:00", "2018-12-26T00:00:00"), lambda t: t // 300 * 300))
    rows, last = [], ""
    for start in range(seconds("2018-12-25T00:00:00"), seconds("2018-12-26T00:00:00"), 300):
        last = number(mean(day[start])) if start in day else last
        rows.append((stamp(start), *name, last))
    write(out, "q7", "time,device,metric,avg", rows)

    london(one, name, out)


def london(readings, name, out):
    """The days and hours around both changes of clocks in London."""
    zone = ZoneInfo("Europe/London")

    def midnight(time):
        local = datetime.fromtimestamp(time, zone)
        return int(local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).timestamp())

    def hour(time):
        local = datetime.fromtimestamp(time, zone)
        return int(local.replace(minute=0, second=0, microsecond=0).timestamp())

    for when, start, end in (("autumn", "2018-10-27T23:00:00", "2018-10-29T00:00:00"),
                             ("spring", "2019-03-31T00:00:00", "2019-03-31T23:00:00")):
        part = between(readings, start, end)
        for step, start_of in (("days", midnight), ("hours", hour)):
            write(out, f"london-{when}-{step}", "time,device,metric,avg,count", [
                (stamp(s), *name, number(mean(v)), str(len(v))) for s, v in buckets(part, start_of)])


AQI = [0, 50, 51, 100, 101, 150, 151, 200, 201, 300, 301, 500]
US = {"pm2_5": (10, [0, 90, 91, 354, 355, 554, 555, 1254, 1255, 2254, 2255, 3254]),
      "pm10": (1, [0, 54, 55, 154, 155, 254, 255, 354, 355, 424, 425, 604])}
US_NAMES = ["good", "moderate", "unhealthy-for-sensitive", "unhealthy", "very-unhealthy", "hazardous"]
EU = {"pm2_5": [5, 15, 50, 90, 140], "pm10": [15, 45, 120, 195, 270]}
EU_NAMES = ["good", "fair", "moderate", "poor", "very-poor", "extremely-poor"]


def nanos(concentration):
    """In whole billionths, which takes the noise of doubles away."""
    return math.floor(max(Fraction(0), concentration) * 10**9 + Fraction(1, 2))


def us_epa(metric, concentration):
    """Index, category, concentration as it was looked up; all in whole numbers."""
    scale, ends = US[metric]
    cut = nanos(concentration) * scale // 10**9
    band = next((i for i in range(6) if cut <= ends[2 * i + 1]), 5)
    low, high, least, most = ends[2 * band], ends[2 * band + 1], AQI[2 * band], AQI[2 * band + 1]
    return math.floor(Fraction((most - least) * (cut - low), high - low) + least + Fraction(1, 2)), US_NAMES[band], cut / scale


def eaqi(metric, concentration):
    cut = nanos(concentration)
    band = sum(cut > end * 10**9 for end in EU[metric])
    return band + 1, EU_NAMES[band], cut / 10**9


def now_cast(hours, hour):
    """Of the means of this and the eleven hours before; nothing without two of the newest three."""
    there = {ago: max(Fraction(0), Fraction(hours[hour - 3_600 * ago]))
             for ago in range(12) if hour - 3_600 * ago in hours}
    if sum(ago < 3 for ago in there) < 2:
        return None
    top = max(there.values())
    weight = max(Fraction(1, 2), min(there.values()) / top) if top else Fraction(1)
    return sum(v * weight**ago for ago, v in there.items()) / sum(weight**ago for ago in there)


def air_quality(series, out):
    whole, covered = {}, {}
    for (device, metric), readings in series.items():
        steps = sorted(b[0] - a[0] for a, b in zip(readings[:1_025], readings[1:1_025]))
        interval = steps[(len(steps) - 1) // 2] * 1e6 if steps else None
        for hour, values in buckets(readings, lambda t: t // 3_600 * 3_600):
            share = min(1.0, len(values) / (3.6e9 / interval)) if interval else None
            covered.setdefault((hour, device), {})[metric] = share
            if share is not None and share >= 0.75:
                whole.setdefault((device, metric), {})[hour] = mean(values)
    for name, score in (("us-epa", us_epa), ("eaqi", eaqi)):
        rows = []
        for (hour, device), shares in sorted(covered.items()):
            found = []
            for rank, metric in enumerate(("pm2_5", "pm10")):
                hours = whole.get((device, metric), {})
                if metric in shares:
                    value = now_cast(hours, hour) if name == "us-epa" else hours.get(hour)
                    if value is not None:
                        found.append((*score(metric, Fraction(value)), -rank, metric))
            if found:
                index, category, cut, _, metric = max(found, key=lambda one: (one[0], one[3]))
                rows.append((stamp(hour), device, str(index), category, metric, number(cut), number(shares[metric]),
                             "true", ""))
            else:
                most = max(shares.values(), key=lambda share: share or 0)
                first = min(m for m in shares if shares[m] == most)
                reason = "nowcast" if hour in whole.get((device, first), {}) else "coverage"
                rows.append((stamp(hour), device, "", "", "", "", number(most) if most is not None else "", "true", reason))
        write(out, name, "time,device,index,category,dominant,concentration,coverage,indicative,reason", rows)


def median(values):
    half = len(values) // 2
    values = sorted(values)
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def flags(metric, readings):
    """Of each reading its flags, by version 1 of the hub's table."""
    times, values = [t for t, _ in readings], [v / UNIT for _, v in readings]
    begin = {6: 0, 12: 0}
    for i, (time, value) in enumerate(zip(times, values)):
        found = []
        for step in begin:
            if i and (value != values[i - 1] or time - times[i - 1] > step * 60):
                begin[step] = i
        if not 0 <= value <= 5_000:
            found.append("range")
        if value == {"pm10": 1_999.9, "pm2_5": 999.9}[metric] or (value == 0 and time - times[begin[6]] >= 1_800):
            found.append("rail")
        if time - times[begin[12]] >= 3_600:
            found.append("stuck")
        first, last = max(0, i - 7), min(len(values), i + 8)
        while time - times[first] > 3_600:
            first += 1
        while times[last - 1] - time > 3_600:
            last -= 1
        window = values[first:last]
        if len(window) >= 7 and max(window) - min(window) > 10:
            middle = median(window)
            far = abs(value - middle)
            if far > 10 and far > 8 * 1.4826 * median([abs(v - middle) for v in window]):
                found.append("spike")
        yield found


def doubtful(series, out):
    names = ["range", "rail", "stuck", "spike"]
    counted = {which: [] for which in ["any", *names]}
    rows = []
    for (device, metric), readings in series.items():
        sums = {which: [0, 0] for which in counted}
        for (time, value), found in zip(readings, flags(metric, readings)):
            if device == "5331" and found:
                rows.append((stamp(time), device, metric, number(value), " ".join(found)))
            for which in counted:
                if not (found if which == "any" else which in found):
                    sums[which][0] += 1
                    sums[which][1] += value
        for which, (count, total) in sums.items():
            counted[which].append((device, metric, str(count), number(total)))
    for which, answer in counted.items():
        write(out, "without-" + which, "device,metric,count,sum", answer)
    write(out, "doubtful", "time,device,metric,value,qa", sorted(rows))


def walk(i, low, high, step):
    state = (i * 0xD1342543DE82EF95 + 1) & MASK

    def draw():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        return (z ^ z >> 31) >> 33

    value = low + draw() % (high - low + 1)
    for tick in range(SCALE_TICKS):
        if tick:
            value = max(low, min(high, value + draw() % (2 * step + 1) - step))
        yield tick, value


def scale(path, out):
    start = seconds("2025-01-01T00:00:00") * 1_000
    hourly, minutes = defaultdict(list), defaultdict(list)
    with open(path, "w") as file:
        file.write("time,device,metric,value\n")
        for device in range(SCALE_DEVICES):
            walks = [(3, "pm2_5", 100, 50, 20_000, 30)]
            if device == 42:
                walks.append((0, "temperature", 10, -200, 450, 2))
            for m, metric, unit, low, high, step in walks:
                for tick, value in walk(5 * device + m, low, high, step):
                    millis = start + 10_000 * tick + 7 * device
                    file.write(f"{stamp(millis // 1_000, millis % 1_000)},dev{device:04d},{metric},{value / unit}\n")
                    value *= UNIT // unit
                    if metric == "temperature":
                        minutes[millis // 60_000 * 60].append(value)
                    else:
                        hourly[millis // 3_600_000 * 3_600].append(value)
    write(out, "q8", "time,device,metric,avg", [
        (stamp(s), "dev0042", "temperature", number(mean(v))) for s, v in sorted(minutes.items())])
    write(out, "q9", "time,metric,avg", [(stamp(s), "pm2_5", number(mean(v))) for s, v in sorted(hourly.items())])


if __name__ == "__main__":
    answers = pathlib.Path(sys.argv[3])
    scale(sys.argv[2], answers)
    files = read(sys.argv[1])
    recorded(files, answers)
    air_quality(files, answers)
    doubtful(files, answers)
