package hub.text;

/** Text from outside, made fit for an error message: control characters shown, length bounded. */
public final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    /** At most 80 characters of the text, everything but printable ASCII as a Java escape. */
    public static String shortened(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (out.length() >= LONGEST) {
                return out.append("...").toString();
            }
            char c = text.charAt(i);
            if (c >= ' ' && c < 127) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }
}
