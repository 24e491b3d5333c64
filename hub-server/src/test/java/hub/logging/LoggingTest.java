package hub.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import hub.json.JsonValue.JsonObject;
import hub.testing.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of the log: their form, what is left out of them, and which are left out. */
class LoggingTest {

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = context.getLogger("hub.Somewhere");
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void listen() {
        RepeatFilter repeats = new RepeatFilter(nanos::get);
        repeats.setContext(context);
        context.addTurboFilter(repeats);
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static String encoded(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        encoder.start();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void aThousandLinesOfAKindAreTwentyAndANumber() {
        for (int i = 0; i < 1_000; i++) {
            log.warn("device {} is in trouble", i);
            log.debug("not written and not counted {}", i);
        }
        log.warn("something else");
        assertThat(messages())
                .hasSize(RepeatFilter.LINES + 1)
                .startsWith("device 0 is in trouble")
                .endsWith("something else");
        nanos.addAndGet(RepeatFilter.WINDOW.toNanos());
        log.info("a minute later");
        assertThat(messages().subList(RepeatFilter.LINES + 1, messages().size()))
                .containsExactly("left out 980 lines within a minute like: device {} is in trouble", "a minute later");
        assertThat(lines.list.get(RepeatFilter.LINES + 1).getLevel()).isEqualTo(Level.WARN);
        log.warn("device {} is in trouble", "again");
        assertThat(messages()).endsWith("device again is in trouble");
    }

    @Test
    void linesOfManyKindsAreBoundedToo() {
        for (int i = 0; i < 5_000; i++) {
            log.warn("put together by hand: " + i);
        }
        assertThat(messages()).hasSizeBetween(500, 600);
    }

    @Test
    void noTokenIsInALine() {
        for (String secret : List.of(
                "GET /ws/devices/A?token=Canary7.x-y_z HTTP/1.1",
                "Authorization: Bearer Canary7.x-y_z",
                "authorization: Basic Canary7.x-y_z==",
                "/api/v1/readings?device=A&access_token=Canary7.x-y_z&metric=pm10",
                "token.telemetry-hub.Canary7.x-y_z, v1.readings.telemetry-hub")) {
            log.warn("refused: {}", secret, new IllegalStateException(secret));
            ILoggingEvent event = lines.list.get(lines.list.size() - 1);
            assertThat(encoded(new TextLines(), event))
                    .doesNotContain("Canary7")
                    .contains("refused: ", "******");
            assertThat(encoded(new JsonLines(), event))
                    .doesNotContain("Canary7")
                    .contains("refused: ", "******");
        }
        log.info("what is none stays: token of A, device=A&metric=pm10, bearer");
        assertThat(encoded(new TextLines(), lines.list.get(lines.list.size() - 1)))
                .endsWith("INFO  [" + Thread.currentThread().getName()
                        + "] hub.Somewhere - what is none stays: token of A, device=A&metric=pm10, bearer"
                        + System.lineSeparator());
    }

    @Test
    void aLineOfJsonIsOneObjectWhateverIsInIt() {
        log.error("two\nlines, a \"quote\", {}", "\u0000 and \u2028", new IllegalStateException("why\nnot"));
        String line = encoded(new JsonLines(), lines.list.get(0));
        assertThat(line).endsWith("\n").hasLineCount(1);
        JsonObject event = Json.object(line.strip());
        assertThat(Json.text(event, "message")).isEqualTo("two\nlines, a \"quote\", \u0000 and \u2028");
        assertThat(Json.text(event, "log.level")).isEqualTo("ERROR");
        assertThat(Json.text(event, "log.logger")).isEqualTo("hub.Somewhere");
        assertThat(Json.text(event, "error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(Json.text(event, "error.message")).isEqualTo("why\nnot");
        assertThat(Json.text(event, "error.stack_trace")).contains("LoggingTest.java");
        assertThat(Json.text(event, "@timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void millisecondsAreThreeDigits() {
        assertThat(TextLines.millis(0)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(TextLines.millis(1_767_225_600_007L)).isEqualTo("2026-01-01T00:00:00.007Z");
    }
}
