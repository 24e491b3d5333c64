package hub.sql;

import hub.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into pieces. It knows less than SQL does, on purpose: what it does not know, such as comments, escapes,
 * parameters and variables, is refused, so that it and the database cannot read a statement in different ways.
 */
final class Tokens {

    private static final int MAX_TOKENS = 4_000;
    private static final int MAX_TEXT = 256;
    private static final int MAX_NAME = 64;
    private static final int MAX_NUMBER = 30;
    private static final String SINGLE = "(),.*+-/%=<>!;";
    private static final List<String> DOUBLE = List.of("<=", ">=", "<>", "!=");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String sql) {
        this.sql = sql;
    }

    /** @throws SqlRefusedException if something in it is none of the pieces that are allowed */
    static List<Token> of(String sql) {
        return new Tokens(sql).all();
    }

    private List<Token> all() {
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
                at++;
            } else {
                tokens.add(token(next));
                if (tokens.size() > MAX_TOKENS) {
                    throw new SqlRefusedException("the statement has more than " + MAX_TOKENS + " words and signs");
                }
            }
        }
        return tokens;
    }

    private Token token(char next) {
        if (isLetter(next)) {
            return word();
        }
        if (isDigit(next) || (next == '.' && isDigit(charAt(at + 1)))) {
            return number();
        }
        if (next == '\'') {
            return quoted(Kind.TEXT, next, MAX_TEXT);
        }
        if (next == '"') {
            return quoted(Kind.QUOTED, next, MAX_NAME);
        }
        return sign(next);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char charAt(int index) {
        return index < sql.length() ? sql.charAt(index) : 0;
    }

    private Token word() {
        int from = at;
        while (isLetter(charAt(at)) || isDigit(charAt(at))) {
            at++;
        }
        if (at - from > MAX_NAME) {
            throw refused(from, "a name is longer than " + MAX_NAME + " characters");
        }
        if (charAt(at) == '\'' || charAt(at) == '"') {
            throw refused(from, "quotes directly behind a word (such as X'00' or U&'…') are not allowed");
        }
        return new Token(Kind.WORD, sql.substring(from, at), from);
    }

    /** Plain decimals: no hexadecimal, no underscores, no numbers of a thousand digits. */
    private Token number() {
        int from = at;
        digits();
        if (charAt(at) == '.') {
            at++;
            digits();
        }
        if (charAt(at) == 'e' || charAt(at) == 'E') {
            at++;
            if (charAt(at) == '+' || charAt(at) == '-') {
                at++;
            }
            int exponent = at;
            digits();
            if (at == exponent || at - exponent > 3) {
                throw refused(from, "the exponent of a number has one to three digits");
            }
        }
        if (isLetter(charAt(at)) || charAt(at) == '.' || at - from > MAX_NUMBER) {
            throw refused(from, "numbers are plain decimals of up to " + MAX_NUMBER + " characters");
        }
        return new Token(Kind.NUMBER, sql.substring(from, at), from);
    }

    private void digits() {
        while (isDigit(charAt(at))) {
            at++;
        }
    }

    private Token quoted(Kind kind, char quote, int most) {
        int from = at++;
        while (at < sql.length()) {
            char next = sql.charAt(at++);
            if (next == quote && charAt(at) == quote) {
                at++;
            } else if (next == quote) {
                if (at - from - 2 > most) {
                    throw refused(from, "a text in quotes is longer than " + most + " characters");
                }
                return new Token(kind, sql.substring(from, at), from);
            } else if (Character.isISOControl(next) || Character.isSurrogate(next)) {
                throw refused(from, "a text in quotes holds a control character or half of a pair");
            }
        }
        throw refused(from, "a quote is not closed");
    }

    private Token sign(char next) {
        String two = next + String.valueOf(charAt(at + 1));
        if (two.equals("--") || two.equals("/*") || two.equals("//")) {
            throw refused(at, "comments are not allowed; leave them out");
        }
        if (two.equals("||")) {
            throw refused(at, "joining texts with || is not allowed; select the columns by themselves");
        }
        int from = at;
        if (DOUBLE.contains(two)) {
            at += 2;
            return new Token(Kind.SIGN, two, from);
        }
        if (SINGLE.indexOf(next) < 0 || next == '!') {
            throw refused(at, "the character " + shown(next) + " is not allowed outside of quotes");
        }
        at++;
        return new Token(Kind.SIGN, String.valueOf(next), from);
    }

    private static String shown(char c) {
        return c > ' ' && c < 127 ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }

    private static SqlRefusedException refused(int at, String why) {
        return new SqlRefusedException("at character " + (at + 1) + ": " + why);
    }
}
