package hub.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import hub.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** Lines for programs: an object each, fields as in Elastic Common Schema. */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final String SCHEMA = "1.2.0";

    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("@timestamp").value(TextLines.millis(event.getTimeStamp()));
        json.name("log.level").value(event.getLevel().toString());
        json.name("message").value(Redaction.of(event.getFormattedMessage()));
        json.name("ecs.version").value(SCHEMA);
        json.name("service.name").value("telemetry-hub");
        json.name("process.thread.name").value(event.getThreadName());
        json.name("log.logger").value(event.getLoggerName());
        IThrowableProxy cause = event.getThrowableProxy();
        if (cause != null) {
            json.name("error.type").value(cause.getClassName());
            json.name("error.message").value(Redaction.of(String.valueOf(cause.getMessage())));
            json.name("error.stack_trace").value(Redaction.of(traces.convert(event)));
        }
        return (json.endObject() + "\n").getBytes(StandardCharsets.UTF_8);
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
