package hub.benchmark.question;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts a question to several, first for warmth, then in turns, several times. */
final class Turns {

    private static final int WARMING = 2;
    private static final int ROUNDS = 5;
    private static final int MAX_RUNS_A_ROUND = 100;

    private final long roundNanos;

    /** @param roundNanos each answers again and again for about so long in each round */
    Turns(long roundNanos) {
        this.roundNanos = roundNanos;
    }

    /** How long each answer took, in nanoseconds, by who is asked. */
    List<double[]> ask(Question question, List<Asker> askers) throws SQLException {
        List<List<Double>> nanos = new ArrayList<>();
        askers.forEach(asker -> nanos.add(new ArrayList<>()));
        for (int round = 0; round < WARMING + ROUNDS; round++) {
            for (int i = 0; i < askers.size(); i++) {
                run(askers.get(i), question, round < WARMING ? new ArrayList<>() : nanos.get(i));
            }
        }
        return nanos.stream()
                .map(each -> each.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    private void run(Asker asker, Question question, List<Double> nanos) throws SQLException {
        long end = System.nanoTime() + roundNanos;
        for (int run = 0; run < MAX_RUNS_A_ROUND && (run == 0 || System.nanoTime() < end); run++) {
            long start = System.nanoTime();
            int rows = asker.take(question);
            nanos.add((double) (System.nanoTime() - start));
            if (rows == 0) {
                throw new IllegalStateException(asker.name() + " has no answer to " + question);
            }
        }
    }
}
