package hub.json;

import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNull;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one JSON text, strictly: no duplicate names, no lone surrogates, no number beyond a double, nesting of at most
 * 32, nothing behind the value. What lenient readers disagree on is a way to smuggle.
 */
public final class JsonReader {

    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 32;

    /** Longest number in characters: far above any double's exact need, short enough to parse at once. */
    private static final int MAX_NUMBER_LENGTH = 64;

    /** Group 1 is the exponent's digits: more than three would make exact arithmetic with it unbounded work. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?([0-9]++))?+");

    private static final int MAX_EXPONENT_DIGITS = 3;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value that the text holds.
     *
     * @throws JsonSyntaxException with the offset of the first character that does not fit
     */
    public static JsonValue read(String text) throws JsonSyntaxException {
        JsonReader reader = new JsonReader(text);
        JsonValue value = reader.value(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.error("something follows the value");
        }
        return value;
    }

    private JsonValue value(int depth) throws JsonSyntaxException {
        if (depth > MAX_DEPTH) {
            throw error("nested deeper than " + MAX_DEPTH);
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonString(string());
            case 't' -> literal("true", new JsonBoolean(true));
            case 'f' -> literal("false", new JsonBoolean(false));
            case 'n' -> literal("null", new JsonNull());
            default -> number();
        };
    }

    private JsonObject object(int depth) throws JsonSyntaxException {
        expect('{');
        Map<String, JsonValue> members = new LinkedHashMap<>();
        skipSpace();
        if (peek() == '}') {
            at++;
            return new JsonObject(members);
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            if (members.putIfAbsent(name, value(depth + 1)) != null) {
                throw error("the name \"" + Printable.shortened(name) + "\" comes twice");
            }
            skipSpace();
        } while (another('}'));
        return new JsonObject(members);
    }

    private JsonArray array(int depth) throws JsonSyntaxException {
        expect('[');
        List<JsonValue> elements = new ArrayList<>();
        skipSpace();
        if (peek() == ']') {
            at++;
            return new JsonArray(elements);
        }
        do {
            elements.add(value(depth + 1));
            skipSpace();
        } while (another(']'));
        return new JsonArray(elements);
    }

    /** After an element: true on a comma, false on the closing bracket. */
    private boolean another(char close) throws JsonSyntaxException {
        if (peek() == close) {
            at++;
            return false;
        }
        expect(',');
        return true;
    }

    private String string() throws JsonSyntaxException {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw error("control character in a string");
            }
            out.append(c == '\\' ? escape() : c);
        }
        at++;
        requireWellFormed(out);
        return out.toString();
    }

    private char escape() throws JsonSyntaxException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicodeEscape();
            default -> throw error("unknown escape");
        };
    }

    private char unicodeEscape() throws JsonSyntaxException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw error("bad \\u escape");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private void requireWellFormed(CharSequence string) throws JsonSyntaxException {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw error("lone surrogate in a string");
            }
        }
    }

    private JsonNumber number() throws JsonSyntaxException {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw error(at < text.length() ? "a value should be here" : "the text ends too early");
        }
        String number = matcher.group();
        String exponent = matcher.group(1);
        if (number.length() > MAX_NUMBER_LENGTH
                || (exponent != null && exponent.length() > MAX_EXPONENT_DIGITS)
                || Double.isInfinite(Double.parseDouble(number))) {
            throw error("number out of range");
        }
        at = matcher.end();
        return new JsonNumber(number);
    }

    private JsonValue literal(String word, JsonValue value) throws JsonSyntaxException {
        if (!text.startsWith(word, at)) {
            throw error("a value should be here");
        }
        at += word.length();
        return value;
    }

    private void expect(char c) throws JsonSyntaxException {
        if (peek() != c) {
            throw error("'" + c + "' should be here");
        }
        at++;
    }

    private char peek() throws JsonSyntaxException {
        if (at >= text.length()) {
            throw error("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonSyntaxException error(String message) {
        return new JsonSyntaxException(message, at);
    }
}
