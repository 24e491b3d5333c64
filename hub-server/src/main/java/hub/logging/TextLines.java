package hub.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines for people: when (UTC), level, thread, logger, text; a stack trace behind. */
final class TextLines extends EncoderBase<ILoggingEvent> {

    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = String.format(
                "%s %-5s [%s] %s - %s%n%s",
                millis(event.getTimeStamp()),
                event.getLevel(),
                event.getThreadName(),
                event.getLoggerName(),
                event.getFormattedMessage(),
                traces.convert(event));
        return Redaction.of(line).getBytes(StandardCharsets.UTF_8);
    }

    /** With three digits, also if they are zeros. */
    static String millis(long epochMillis) {
        String second = Instant.ofEpochMilli(epochMillis)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return second.substring(0, second.length() - 1) + String.format(".%03dZ", Math.floorMod(epochMillis, 1_000));
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
