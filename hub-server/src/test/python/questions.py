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
    recorded(read(sys.argv[1]), answers)
