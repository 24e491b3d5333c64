package hub.sql;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text as it stands there, quotes included
 * @param at where it begins
 */
record Token(Kind kind, String text, int at) {

    /** The kinds of piece. */
    enum Kind {
        /** A name or a keyword. */
        WORD,
        /** A name in double quotes. */
        QUOTED,
        /** A text in single quotes. */
        TEXT,
        NUMBER,
        /** An operator or a parenthesis. */
        SIGN
    }

    /** Keywords and names are the same in any case. */
    String word() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** The text in its quotes. */
    String content() {
        String quote = text.substring(0, 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }
}
