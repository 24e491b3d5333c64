package hub.logging;

import java.util.regex.Pattern;

/** Takes out of a line what looks like a token: whoever reads a log must not be able to connect with it. */
final class Redaction {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)([?&;](?:token|access_token|password|key)=|\\b(?:Bearer|Basic) +|token\\.telemetry-hub\\.)"
                    + "[A-Za-z0-9._~+/%=-]+");

    private Redaction() {}

    static String of(String text) {
        return SECRET.matcher(text).replaceAll("$1******");
    }
}
