package hub.protocol.message;

import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.protocol.Channel;
import hub.protocol.Metric;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads a SenML pack (RFC 8428). The device is the connection's, so a base name only qualifies: the metric is the
 * record's own name, or the last part of the base name if it has none. Booleans become 1 and 0.
 */
final class SenmlParser {

    /** RFC 8428 section 4.5.3: times below 2²⁸ seconds are relative to now. */
    private static final BigDecimal RELATIVE_BELOW = BigDecimal.valueOf(1L << 28);

    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
    private static final long NEWEST_VERSION = 10;

    private final long receivedAtMicros;
    private final NamedReadingsBuilder readings = new NamedReadingsBuilder();
    private String baseName = "";
    private String baseUnit = "";
    private BigDecimal baseTime = BigDecimal.ZERO;
    private OptionalDouble baseValue = OptionalDouble.empty();

    private SenmlParser(long receivedAtMicros) {
        this.receivedAtMicros = receivedAtMicros;
    }

    static NamedReadings parse(JsonArray pack, long receivedAtMicros) throws BadMessageException {
        SenmlParser parser = new SenmlParser(receivedAtMicros);
        for (JsonValue element : pack.elements()) {
            parser.add(Fields.of("a SenML record", element));
        }
        return parser.readings.buildTimed();
    }

    private void add(Fields fields) throws BadMessageException {
        requireUnderstood(fields);
        baseName = fields.string("bn").orElse(baseName);
        baseUnit = fields.string("bu").orElse(baseUnit);
        baseTime = decimal(fields, "bt").orElse(baseTime);
        OptionalDouble newBaseValue = fields.number("bv");
        baseValue = newBaseValue.isPresent() ? newBaseValue : baseValue;
        Optional<Double> value = value(fields);
        if (value.isEmpty()) {
            return;
        }
        BigDecimal seconds = baseTime.add(decimal(fields, "t").orElse(BigDecimal.ZERO));
        String unit = fields.string("u").orElse(baseUnit);
        if (unit.length() > Channel.MAX_UNIT_LENGTH) {
            throw new BadMessageException("unit " + Fields.quoted(unit) + " is too long");
        }
        readings.add(metric(fields), unit, micros(seconds), value.get());
    }

    /** RFC 8428 section 4.4: a name that ends in "_" must be understood, and so must the version. */
    private static void requireUnderstood(Fields fields) throws BadMessageException {
        for (String name : fields.object().members().keySet()) {
            if (name.endsWith("_")) {
                throw new BadMessageException("SenML field " + Fields.quoted(name) + " is not understood");
            }
        }
        long version = fields.integer("bver").orElse(NEWEST_VERSION);
        if (version > NEWEST_VERSION) {
            throw new BadMessageException("SenML version " + version + " is newer than " + NEWEST_VERSION);
        }
    }

    /** Empty for a record that only sets bases. */
    private Optional<Double> value(Fields fields) throws BadMessageException {
        if (fields.get("vs").isPresent()
                || fields.get("vd").isPresent()
                || fields.get("s").isPresent()) {
            throw new BadMessageException("SenML strings, data and sums are not taken, only \"v\" and \"vb\"");
        }
        OptionalDouble number = fields.number("v");
        if (fields.get("vb").isPresent()) {
            if (number.isPresent()) {
                throw new BadMessageException("SenML record with both \"v\" and \"vb\"");
            }
            return Optional.of(fields.requireBoolean("vb") ? 1.0 : 0.0);
        }
        if (number.isEmpty() && fields.get("n").isEmpty()) {
            return Optional.empty();
        }
        if (number.isEmpty() && baseValue.isEmpty()) {
            throw new BadMessageException("SenML record without a value");
        }
        return Optional.of(baseValue.orElse(0) + number.orElse(0));
    }

    private Metric metric(Fields fields) throws BadMessageException {
        String own = fields.string("n").orElse("");
        if (!own.isEmpty()) {
            return DeviceMessageParser.metric(own);
        }
        int cut = Math.max(baseName.lastIndexOf(':'), baseName.lastIndexOf('/'));
        return DeviceMessageParser.metric(baseName.substring(cut + 1));
    }

    private long micros(BigDecimal seconds) throws BadMessageException {
        BigDecimal micros = seconds.multiply(MICROS_PER_SECOND);
        boolean relative = seconds.compareTo(RELATIVE_BELOW) < 0;
        return ReadingTime.micros(relative ? micros.add(BigDecimal.valueOf(receivedAtMicros)) : micros);
    }

    private static Optional<BigDecimal> decimal(Fields fields, String name) throws BadMessageException {
        fields.number(name);
        return fields.get(name).map(value -> new BigDecimal(((JsonNumber) value).text()));
    }
}
