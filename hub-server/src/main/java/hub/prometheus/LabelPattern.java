package hub.prometheus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A regular expression that a whole label must match, in time that grows with pattern times text whatever both are: no
 * backtracking. All ways through the pattern are followed at once (Thompson, CACM 11 (1968), 419–422). Names of devices and
 * metrics are ASCII, so are the characters that it tells apart.
 */
final class LabelPattern {

    /** What one step of the program does: take one of some characters, fork, or be done. */
    sealed interface Step {

        /** Takes a character, bit by bit of those from 0 to 127. */
        record Take(long low, long high) implements Step {

            boolean has(char c) {
                return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
            }
        }

        /** Goes on at two places, told by how many steps further they are. */
        record Fork(int one, int other) implements Step {}

        /** The pattern is through. */
        record Done() implements Step {}
    }

    private final List<Step> program;

    private LabelPattern(List<Step> program) {
        this.program = List.copyOf(program);
    }

    /** @throws PrometheusException if it is none, or has what is not there */
    static LabelPattern parse(String text) {
        List<Step> program = new ArrayList<>(new LabelPatternParser(text).parse());
        program.add(new Step.Done());
        return new LabelPattern(program);
    }

    /** Whether the whole text matches. */
    boolean matches(String text) {
        boolean[] now = new boolean[program.size()];
        enter(0, now);
        for (int i = 0; i < text.length(); i++) {
            boolean[] next = new boolean[program.size()];
            boolean alive = false;
            for (int at = 0; at < now.length; at++) {
                if (now[at] && program.get(at) instanceof Step.Take take && take.has(text.charAt(i))) {
                    enter(at + 1, next);
                    alive = true;
                }
            }
            if (!alive) {
                return false;
            }
            now = next;
        }
        return now[program.size() - 1];
    }

    /** Marks a step and all that forks lead to from there, each once. */
    private void enter(int step, boolean[] marked) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(step);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!marked[at]) {
                marked[at] = true;
                if (program.get(at) instanceof Step.Fork fork) {
                    open.push(at + fork.other());
                    open.push(at + fork.one());
                }
            }
        }
    }
}
