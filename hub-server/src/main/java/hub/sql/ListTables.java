package hub.sql;

import static hub.sql.QuestionTable.column;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.sql.source.DeviceRow;
import hub.sql.source.Source;
import hub.store.ReadingStore.NumberedEvent;
import hub.store.SeriesRecord;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.h2.schema.Schema;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.h2.value.ValueBigint;
import org.h2.value.ValueNull;
import org.h2.value.ValueVarchar;

/** The tables beside readings: devices, series, latest, events. */
final class ListTables {

    private static final Keys OF_SERIES = new Keys(0, 1, -1);
    private static final Keys OF_EVENTS = new Keys(2, -1, 1);
    private static final Keys OF_DEVICES = new Keys(0, -1, -1);
    private static final long USUAL_EVENTS = 100_000;

    private final Source source;
    private final Run run;
    private final Times times = new Times();

    ListTables(Source source, Run run) {
        this.source = source;
        this.run = run;
    }

    List<ListTable> all(Schema schema) {
        int devices = source.deviceCount();
        long series = 1L + devices * 5L;
        return List.of(devices(schema, devices), series(schema, series), latest(schema, series), events(schema));
    }

    private ListTable devices(Schema schema, long rows) {
        return new ListTable(
                schema,
                "devices",
                OF_DEVICES,
                List.of(
                        column("id", TypeInfo.TYPE_VARCHAR, false),
                        column("state", TypeInfo.TYPE_VARCHAR, false),
                        column("last_seen", TypeInfo.TYPE_TIMESTAMP_TZ, true),
                        column("firmware", TypeInfo.TYPE_VARCHAR, true),
                        column("interval_seconds", Numbers.TYPE, true),
                        column("lat", Numbers.TYPE, true),
                        column("lon", Numbers.TYPE, true),
                        column("tags", TypeInfo.TYPE_VARCHAR, false)),
                rows,
                bounds -> source.devices(bounds.selection(source)).stream()
                        .map(this::row)
                        .iterator(),
                run);
    }

    private Value[] row(DeviceRow device) {
        return new Value[] {
            text(device.id().value()),
            text(device.state()),
            time(device.lastReceivedMicros()),
            device.firmware().map(ListTables::text).orElse(ValueNull.INSTANCE),
            number(device.intervalSeconds()),
            number(device.lat()),
            number(device.lon()),
            text(String.join(";", device.tags()))
        };
    }

    private ListTable series(Schema schema, long rows) {
        return new ListTable(
                schema,
                "series",
                OF_SERIES,
                List.of(
                        column("device", TypeInfo.TYPE_VARCHAR, false),
                        column("metric", TypeInfo.TYPE_VARCHAR, false),
                        column("unit", TypeInfo.TYPE_VARCHAR, false),
                        column("last_time", TypeInfo.TYPE_TIMESTAMP_TZ, false),
                        column("last_value", Numbers.TYPE, false)),
                rows,
                bounds -> series(bounds, one -> new Value[] {
                    text(one.device().value()),
                    text(one.metric().name()),
                    text(one.unit()),
                    times.value(one.lastTimeMicros()),
                    number(one.lastValue())
                }),
                run);
    }

    private ListTable latest(Schema schema, long rows) {
        return new ListTable(
                schema,
                "latest",
                OF_SERIES,
                List.of(
                        column("device", TypeInfo.TYPE_VARCHAR, false),
                        column("metric", TypeInfo.TYPE_VARCHAR, false),
                        column("time", TypeInfo.TYPE_TIMESTAMP_TZ, false),
                        column("value", Numbers.TYPE, false),
                        column("unit", TypeInfo.TYPE_VARCHAR, false)),
                rows,
                bounds -> series(bounds, one -> new Value[] {
                    text(one.device().value()),
                    text(one.metric().name()),
                    times.value(one.lastTimeMicros()),
                    number(one.lastValue()),
                    text(one.unit())
                }),
                run);
    }

    private interface SeriesRow {
        Value[] of(SeriesRecord series);
    }

    private Iterator<Value[]> series(Bounds bounds, SeriesRow row) {
        return source.series(bounds.selection(source)).stream().map(row::of).iterator();
    }

    private ListTable events(Schema schema) {
        return new ListTable(
                schema,
                "events",
                OF_EVENTS,
                List.of(
                        column("n", TypeInfo.TYPE_BIGINT, false),
                        column("time", TypeInfo.TYPE_TIMESTAMP_TZ, false),
                        column("device", TypeInfo.TYPE_VARCHAR, true),
                        column("type", TypeInfo.TYPE_VARCHAR, false),
                        column("reason", TypeInfo.TYPE_VARCHAR, false),
                        column("detail", TypeInfo.TYPE_VARCHAR, false)),
                USUAL_EVENTS,
                bounds -> {
                    EventPages pages = new EventPages(source, bounds.selection(source), bounds.range());
                    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, 0), false)
                            .map(this::row)
                            .iterator();
                },
                run);
    }

    private Value[] row(NumberedEvent numbered) {
        Event event = numbered.event();
        return new Value[] {
            ValueBigint.get(numbered.number()),
            times.value(event.timeMicros()),
            event.device().map(DeviceId::value).map(ListTables::text).orElse(ValueNull.INSTANCE),
            text(event.type().wireName()),
            text(event.reason()),
            text(event.detail())
        };
    }

    private static Value text(String text) {
        return ValueVarchar.get(text);
    }

    private static Value number(OptionalDouble number) {
        return number.isPresent() ? number(number.getAsDouble()) : ValueNull.INSTANCE;
    }

    private static Value number(double number) {
        return Numbers.value(number);
    }

    private Value time(OptionalLong micros) {
        return micros.isPresent() ? times.value(micros.getAsLong()) : ValueNull.INSTANCE;
    }
}
