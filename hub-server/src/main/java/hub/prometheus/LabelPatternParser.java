package hub.prometheus;

import hub.prometheus.LabelPattern.Step;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern into its program. */
final class LabelPatternParser {

    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_DEPTH = 50;
    private static final Step.Take ANY = new Step.Take(~(1L << '\n'), ~0L);
    private static final String PLAIN_ESCAPES = "\\.+*?()|[]{}^$-/_:\"'#&~@!%,;=<> ";

    private final String text;
    private int at;
    private int depth;

    LabelPatternParser(String text) {
        this.text = text;
    }

    /** The program, without its end. */
    List<Step> parse() {
        if (text.length() > MAX_LENGTH) {
            throw wrong("it has more than " + MAX_LENGTH + " characters");
        }
        List<Step> program = alternatives();
        if (at < text.length()) {
            throw wrong("')' at " + at + " closes nothing");
        }
        return program;
    }

    private boolean sees(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private List<Step> alternatives() {
        if (++depth > MAX_DEPTH) {
            throw wrong("groups are more than " + MAX_DEPTH + " deep");
        }
        List<List<Step>> all = new ArrayList<>();
        all.add(sequence());
        while (sees('|')) {
            at++;
            all.add(sequence());
        }
        depth--;
        return joined(all);
    }

    /** Each but the last begins with a fork to the next, and ends with a way to the end of all. */
    private static List<Step> joined(List<List<Step>> all) {
        List<Step> last = all.get(all.size() - 1);
        int size = all.stream().mapToInt(each -> each.size() + 2).sum() - 2;
        List<Step> joined = new ArrayList<>(size);
        for (List<Step> each : all.subList(0, all.size() - 1)) {
            joined.add(new Step.Fork(1, each.size() + 2));
            joined.addAll(each);
            int toEnd = size - joined.size();
            joined.add(new Step.Fork(toEnd, toEnd));
        }
        joined.addAll(last);
        return joined;
    }

    private List<Step> sequence() {
        List<Step> sequence = new ArrayList<>();
        while (at < text.length() && !sees('|') && !sees(')')) {
            List<Step> part = atom();
            while (sees('*') || sees('+') || sees('?')) {
                part = repeated(part, text.charAt(at++));
            }
            sequence.addAll(part);
        }
        return sequence;
    }

    private List<Step> repeated(List<Step> part, char how) {
        List<Step> repeated = new ArrayList<>(part);
        if (how != '?') {
            repeated.add(new Step.Fork(-part.size(), 1));
        }
        if (how != '+') {
            repeated.add(0, new Step.Fork(1, repeated.size() + 1));
        }
        if (repeated.size() > MAX_LENGTH * 2) {
            throw wrong("it repeats repetitions too often");
        }
        return repeated;
    }

    private List<Step> atom() {
        char c = text.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> List.of(characters());
            case '.' -> List.of(ANY);
            case '\\' -> List.of(escape());
            case '*', '+', '?' -> throw wrong("'" + c + "' at " + (at - 1) + " repeats nothing");
            case '^', '$' -> throw wrong("'" + c + "' is not there: a pattern always matches the whole label");
            case '{' -> throw wrong("{n} is not there; repeat with *, + and ?");
            default -> List.of(only(c));
        };
    }

    private List<Step> group() {
        if (sees('?')) {
            if (!text.startsWith("?:", at)) {
                throw wrong("of groups that begin with (? only (?:…) is there");
            }
            at += 2;
        }
        List<Step> inside = alternatives();
        if (!sees(')')) {
            throw wrong("a '(' is not closed");
        }
        at++;
        return inside;
    }

    private Step.Take characters() {
        boolean not = sees('^');
        at += not ? 1 : 0;
        Step.Take all = new Step.Take(0, 0);
        boolean first = true;
        while (first || !sees(']')) {
            if (at >= text.length()) {
                throw wrong("a '[' is not closed");
            }
            if (sees('[') && text.startsWith("[:", at)) {
                throw wrong("classes such as [:alpha:] are not there; write a-z");
            }
            all = either(all, member());
            first = false;
        }
        at++;
        return not ? new Step.Take(~all.low(), ~all.high()) : all;
    }

    /** A character, an escape or a range of characters. */
    private Step.Take member() {
        char c = text.charAt(at++);
        if (c == '\\') {
            return escape();
        }
        if (!sees('-') || at + 1 >= text.length() || text.charAt(at + 1) == ']') {
            return only(c);
        }
        char last = text.charAt(at + 1);
        if (last < c || last == '\\') {
            throw wrong("'" + c + "-" + last + "' is no range of characters");
        }
        at += 2;
        Step.Take range = new Step.Take(0, 0);
        for (int each = c; each <= Math.min(last, 127); each++) {
            range = either(range, only((char) each));
        }
        return range;
    }

    private Step.Take escape() {
        if (at >= text.length()) {
            throw wrong("it ends in '\\'");
        }
        char c = text.charAt(at++);
        Step.Take digits = new Step.Take(0x03FF_0000_0000_0000L, 0);
        Step.Take word = new Step.Take(digits.low(), 0x07FF_FFFE_87FF_FFFEL);
        return switch (c) {
            case 'd' -> digits;
            case 'D' -> new Step.Take(~digits.low(), ~digits.high());
            case 'w' -> word;
            case 'W' -> new Step.Take(~word.low(), ~word.high());
            default -> {
                if (PLAIN_ESCAPES.indexOf(c) < 0) {
                    throw wrong("'\\" + c + "' is not there; known are \\d, \\w, \\D, \\W and \\ before punctuation");
                }
                yield only(c);
            }
        };
    }

    /** Beyond ASCII it takes nothing: no name has such a character. */
    private static Step.Take only(char c) {
        return c < 64 ? new Step.Take(1L << c, 0) : c < 128 ? new Step.Take(0, 1L << (c - 64)) : new Step.Take(0, 0);
    }

    private static Step.Take either(Step.Take one, Step.Take other) {
        return new Step.Take(one.low() | other.low(), one.high() | other.high());
    }

    private PrometheusException wrong(String why) {
        return PrometheusException.badData("the pattern '" + Printable.shortened(text) + "' cannot be used: " + why);
    }
}
