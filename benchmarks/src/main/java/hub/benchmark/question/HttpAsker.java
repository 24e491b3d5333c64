package hub.benchmark.question;

import hub.benchmark.data.SeriesName;
import hub.benchmark.process.PlainHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Puts the questions to a hub over HTTP, as analysts do, and takes CSV. */
public final class HttpAsker implements Asker, AutoCloseable {

    private static final String READINGS = "/api/v1/readings?";
    private static final String STATION = "device=5331&metric=pm2_5&";
    private static final int TIME = 0;

    private final PlainHttp http;
    private final Map<SeriesName, Integer> numbers = new HashMap<>();

    /**
     * Connects.
     *
     * @param series which numbers they have in answers
     */
    public HttpAsker(URI hub, List<SeriesName> series) throws IOException {
        this.http = new PlainHttp(hub);
        for (int i = 0; i < series.size(); i++) {
            numbers.put(series.get(i), i);
        }
    }

    @Override
    public String name() {
        return "hub over HTTP";
    }

    private static String path(Question question) {
        String range = "from=" + Instant.ofEpochMilli(question.from()) + "&to=" + Instant.ofEpochMilli(question.to());
        return switch (question) {
            case Q1 -> READINGS + STATION + range + "&step=P1D&fn=avg,min,max";
            case Q2 -> READINGS + "metric=pm2_5&" + range + "&step=PT1H&fn=avg";
            case Q3 -> READINGS + STATION + range;
            case Q4 -> "/api/v1/latest?format=csv";
            case Q5 -> READINGS + STATION + range + "&pixels=2000&fn=min,max,avg";
            case Q6 -> READINGS + "metric=pm2_5&" + range + "&pixels=1&fn=p95";
            case Q7 -> READINGS + STATION + range + "&step=PT5M&fn=avg&fill=previous";
            case Q8 -> READINGS + "device=dev0042&metric=temperature&" + range + "&step=PT1M&fn=avg";
            case Q9 -> READINGS + "metric=pm2_5&" + range + "&step=PT1H&fn=avg&group=metric";
        };
    }

    @Override
    public Answer ask(Question question) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        get(question, (buffer, count) -> body.write(buffer, 0, count));
        if (question == Question.Q3) {
            return checked(body.toByteArray());
        }
        Answer answer = new Answer();
        body.toString(StandardCharsets.UTF_8).lines().skip(1).forEach(line -> answer.row(row(question, line)));
        return answer;
    }

    /** Counts the lines only: how fast numbers are read from them is not the hub's. */
    @Override
    public int take(Question question) {
        int[] lines = {-1};
        get(question, (buffer, count) -> {
            for (int i = 0; i < count; i++) {
                lines[0] += buffer[i] == '\n' ? 1 : 0;
            }
        });
        return lines[0];
    }

    private void get(Question question, PlainHttp.Sink sink) {
        try {
            http.get(path(question), sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer checked(byte[] csv) {
        CRC32C checksum = new CRC32C();
        checksum.update(csv);
        long lines = new String(csv, StandardCharsets.US_ASCII).lines().count() - 1;
        return new Answer().row((double) lines, (double) csv.length, (double) checksum.getValue());
    }

    private double[] row(Question question, String line) {
        String[] cells = line.split(",", -1);
        double time = Instant.parse(cells[TIME]).toEpochMilli();
        return switch (question) {
            case Q2 -> new double[] {series(cells), time, value(cells[3])};
            case Q4 -> new double[] {series(cells), time, value(cells[3])};
            case Q6 -> new double[] {series(cells), value(cells[3])};
            case Q1, Q5, Q7, Q8 -> withValues(time, Arrays.copyOfRange(cells, 3, cells.length));
            case Q9 -> withValues(time, Arrays.copyOfRange(cells, 2, cells.length));
            case Q3 -> throw new IllegalArgumentException("no rows of q3");
        };
    }

    private double series(String[] cells) {
        return Optional.ofNullable(numbers.get(new SeriesName(cells[1], cells[2])))
                .orElseThrow(() -> new IllegalStateException("no series " + cells[1] + " " + cells[2]));
    }

    private static double[] withValues(double time, String[] values) {
        double[] row = new double[1 + values.length];
        row[0] = time;
        for (int i = 0; i < values.length; i++) {
            row[1 + i] = value(values[i]);
        }
        return row;
    }

    private static double value(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
