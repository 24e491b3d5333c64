package hub.sql;

import hub.sql.Token.Kind;
import hub.text.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a statement may be run: one question, of words and functions that are known to be harmless, of a bounded
 * size and depth. What it lets through is written anew from its pieces.
 */
final class StatementCheck {

    /** The most characters of a statement. */
    static final int MAX_LENGTH = 16_384;

    private static final int MAX_DEPTH = 24;
    private static final int MAX_TABLES = 16;
    private static final int MAX_SELECTS = 32;

    /** Planning takes twice as long with each. */
    private static final int MAX_WITHIN = 6;

    private static final int MAX_UNARY = 8;
    private static final int MAX_WILDCARDS = 3;

    private static final Set<String> BEGINNINGS = Set.of("SELECT", "WITH", "VALUES");
    private static final Set<String> TABLES = Set.of("READINGS", "DEVICES", "SERIES", "EVENTS", "LATEST", "BUCKETS");
    private static final Set<String> BEHIND_TABLES = Set.of(
            "WHERE",
            "GROUP",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "JOIN",
            "LEFT",
            "RIGHT",
            "INNER",
            "CROSS",
            "NATURAL",
            "ON",
            "USING",
            "HAVING",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "WINDOW",
            "QUALIFY");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_ .%/()-]{1,64}");

    private final List<Token> tokens;
    private final StringBuilder out = new StringBuilder();
    private final List<BucketCall> buckets = new ArrayList<>();
    private final Deque<Boolean> questions = new ArrayDeque<>();
    private int depth;
    private int within;
    private int withs;
    private int tables;
    private int selects;
    private int unary;

    private StatementCheck(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws SqlRefusedException if it may not be run */
    static CheckedStatement of(String sql) {
        if (sql.length() > MAX_LENGTH) {
            throw new SqlRefusedException("the statement has more than " + MAX_LENGTH + " characters");
        }
        List<Token> tokens = new ArrayList<>(Tokens.of(sql));
        if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
            tokens.remove(tokens.size() - 1);
        }
        return new StatementCheck(tokens).check();
    }

    private CheckedStatement check() {
        int first = 0;
        while (first < tokens.size() && tokens.get(first).is("(")) {
            first++;
        }
        if (first == tokens.size() || !BEGINNINGS.contains(tokens.get(first).word())) {
            throw new SqlRefusedException(
                    "only questions are answered: a statement begins with SELECT, WITH or VALUES");
        }
        for (int at = 0; at < tokens.size(); at++) {
            at = check(at);
        }
        if (depth != 0) {
            throw new SqlRefusedException("parentheses, or CASE and END, do not match");
        }
        return new CheckedStatement(out.toString(), List.copyOf(buckets));
    }

    /** Checks a token, and those behind it that belong to it; returns the last one. */
    private int check(int at) {
        Token token = tokens.get(at);
        switch (token.kind()) {
            case WORD -> {
                return word(at);
            }
            case QUOTED -> quoted(token, at);
            case TEXT -> unary = 0;
            case NUMBER -> {
                unary = 0;
                write(number(token.text()));
                return at;
            }
            case SIGN -> sign(token, at);
        }
        write(token.text());
        return at;
    }

    /** With an exponent it would be a decimal that is divided to a hundred thousand digits. */
    private static String number(String text) {
        boolean hasExponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        return hasExponent ? "CAST(" + text + " AS DOUBLE PRECISION)" : text;
    }

    private void write(String text) {
        out.append(out.length() == 0 ? "" : " ").append(text);
    }

    private void sign(Token token, int at) {
        if (token.is(";")) {
            throw refused(token, "one statement at a time");
        }
        if (token.is("(")) {
            deeper(token);
            boolean question = BEGINNINGS.contains(wordAt(at + 1));
            questions.push(question);
            within += question ? 1 : 0;
            if (within > MAX_WITHIN) {
                throw refused(token, "questions are nested deeper than " + MAX_WITHIN);
            }
        } else if (token.is(")")) {
            depth--;
            shallower();
        }
        if (depth < 0) {
            throw refused(token, "a parenthesis is closed that was not opened");
        }
        countUnary(token, token.is("-") || token.is("+"));
    }

    /** Each makes the parser call itself. */
    private void countUnary(Token token, boolean is) {
        unary = is ? unary + 1 : 0;
        if (unary > MAX_UNARY) {
            throw refused(token, "more than " + MAX_UNARY + " signs or NOT in a row");
        }
    }

    private void shallower() {
        if (!questions.isEmpty() && questions.pop()) {
            within--;
        }
    }

    private void deeper(Token token) {
        if (++depth > MAX_DEPTH) {
            throw refused(token, "parentheses and CASE are nested deeper than " + MAX_DEPTH);
        }
    }

    private void quoted(Token token, int at) {
        unary = 0;
        String name = token.content();
        if (!NAME.matcher(name).matches()) {
            throw refused(token, "names in quotes are 1 to 64 of A-Z a-z 0-9 _ . % / ( ) - and space");
        }
        if (Words.REFUSED.contains(name.toUpperCase(Locale.ROOT))) {
            throw refused(token, name + " is not allowed");
        }
        if (isAt(at + 1, "(")) {
            throw refused(token, "functions have no quotes");
        }
    }

    private boolean isAt(int at, String sign) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(sign);
    }

    private String wordAt(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).word() : "";
    }

    private int word(int at) {
        Token token = tokens.get(at);
        String word = token.word();
        countUnary(token, word.equals("NOT"));
        if (Words.REFUSED.contains(word)) {
            throw refused(
                    token,
                    word + " is not allowed; a statement only asks, for readings, devices, series, events,"
                            + " latest and buckets(…)");
        }
        if (word.equals("NEXT") && !wordAt(at - 1).equals("FETCH")) {
            throw refused(token, "NEXT is allowed in FETCH NEXT only");
        }
        count(token, word, at);
        if (isAt(at + 1, "(")) {
            if (word.equals("BUCKETS")) {
                return buckets(at);
            }
            if (!isColumnsOfWith(at)) {
                requireFunction(token, word);
            }
        } else if (word.equals("LIKE") || word.equals("ILIKE")) {
            requirePattern(token, at);
        }
        write(token.text());
        return at;
    }

    /** As in WITH hourly(hour, mean) AS (…). */
    private boolean isColumnsOfWith(int at) {
        int next = at + 2;
        while (next < tokens.size()
                && (tokens.get(next).kind() == Kind.WORD || tokens.get(next).is(","))) {
            next++;
        }
        boolean begins = wordAt(at - 1).equals("WITH") || (isAt(at - 1, ",") && isAt(at - 2, ")"));
        return begins && isAt(next, ")") && wordAt(next + 1).equals("AS") && isAt(next + 2, "(");
    }

    private void count(Token token, String word, int at) {
        if (word.equals("CASE")) {
            deeper(token);
        } else if (word.equals("END")) {
            depth--;
        } else if (word.equals("AS") && isAt(at + 1, "(") && ++withs > MAX_WITHIN) {
            throw refused(token, "WITH names more than " + MAX_WITHIN + " questions");
        } else if (word.equals("SELECT") && ++selects > MAX_SELECTS) {
            throw refused(token, "more than " + MAX_SELECTS + " SELECT");
        } else if (TABLES.contains(word) && ++tables > MAX_TABLES) {
            throw refused(token, "tables are named more than " + MAX_TABLES + " times");
        }
    }

    private static void requireFunction(Token token, String word) {
        if (!Words.FUNCTIONS.contains(word) && !Words.BEFORE_PARENTHESIS.contains(word)) {
            throw refused(
                    token,
                    "the function " + Printable.shortened(token.text())
                            + " is not among those that are allowed; docs/http-api.md lists them");
        }
    }

    /** How long a pattern takes grows with the length of what it is tried on to the power of its wildcards. */
    private void requirePattern(Token token, int at) {
        boolean isText = at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.TEXT;
        if (!isText
                || tokens.get(at + 1).content().chars().filter(c -> c == '%').count() > MAX_WILDCARDS) {
            throw refused(token, "LIKE takes a text in quotes with up to " + MAX_WILDCARDS + " '%'");
        }
    }

    private int buckets(int at) {
        List<String> arguments = new ArrayList<>();
        int next = at + 2;
        while (next < tokens.size() && tokens.get(next).kind() == Kind.TEXT) {
            arguments.add(tokens.get(next).content());
            if (!isAt(next + 1, ",")) {
                next++;
                break;
            }
            next += 2;
        }
        if (!isAt(next, ")")) {
            throw BucketCall.usage();
        }
        write('"' + CheckedStatement.tableOf(buckets.size()) + '"');
        buckets.add(BucketCall.of(arguments));
        boolean named = next + 1 < tokens.size()
                && (tokens.get(next + 1).kind() == Kind.QUOTED
                        || (tokens.get(next + 1).kind() == Kind.WORD && !BEHIND_TABLES.contains(wordAt(next + 1))));
        if (!named) {
            write("AS buckets");
        }
        return next;
    }

    private static SqlRefusedException refused(Token token, String why) {
        return new SqlRefusedException("at character " + (token.at() + 1) + ": " + why);
    }
}
