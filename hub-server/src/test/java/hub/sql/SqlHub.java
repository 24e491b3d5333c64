package hub.sql;

import static org.awaitility.Awaitility.await;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A real hub with three days of two devices, each day of each device a chunk of two series. */
final class SqlHub implements AutoCloseable {

    static final int READINGS_A_DAY = 200;
    private static final int PM2_5 = 2;
    private static final int TEMPERATURE = 5;
    private static final long DAY_MILLIS = 86_400_000;

    final TestHub hub;

    SqlHub(Path data, UnaryOperator<SqlOptions> change) {
        hub = TestHub.start(
                data,
                settings -> settings.withFoldReadings(4 * READINGS_A_DAY).withSql(change.apply(SqlOptions.DEFAULT)));
        for (int day = 0; day < 3; day++) {
            for (String name : List.of("A", "B")) {
                try (Peer device = hub.welcomed(name)) {
                    device.sendBinary(day(day).encode()).awaitAck(1, day + 1);
                }
            }
            await().until(() -> hub.metric("hub_head_readings") == 0);
        }
        // Three connections each, all of them over.
        for (String name : List.of("A", "B")) {
            await().until(() -> hub.events(name).size() == 6 && hub.state(name).equals("offline"));
        }
    }

    private static ReadingsFrameEncoder day(int day) {
        ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(
                TimeMode.ABSOLUTE, false, true, true, 1, day + 1, Frames.BASE_MILLIS + day * DAY_MILLIS);
        for (int i = 0; i < READINGS_A_DAY; i++) {
            frame.add(PM2_5, i * 1_000, i % 100 / 10d + 0.05);
            frame.add(TEMPERATURE, i * 1_000, i % 7 + 0.35);
        }
        return frame;
    }

    /** What the hub answers to a statement. */
    HttpResponse<String> ask(String statement, String parameters) {
        return hub.send(HttpRequest.newBuilder(hub.address().resolve("/api/v1/sql" + parameters))
                .POST(HttpRequest.BodyPublishers.ofString(statement))
                .build());
    }

    /** The result as CSV. */
    String csv(String statement) {
        HttpResponse<String> answer = ask(statement, "");
        if (answer.statusCode() != 200) {
            throw new AssertionError(statement + ": " + answer.body());
        }
        return answer.body();
    }

    /** The rows of the result, without its header. */
    List<String> rows(String statement) {
        return csv(statement).lines().skip(1).toList();
    }

    double statements(String outcome) {
        return hub.metric("hub_sql_statements_total{outcome=\"" + outcome + "\"}");
    }

    @Override
    public void close() {
        hub.close();
    }
}
