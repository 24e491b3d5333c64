package hub.prometheus;

/**
 * A piece of a question.
 *
 * @param text of a string what it says, without quotes
 * @param position where it begins, in characters from 0
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        NAME,
        NUMBER,
        DURATION,
        STRING,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** As it is named in an error. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
