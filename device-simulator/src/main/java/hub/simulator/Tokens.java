package hub.simulator;

import hub.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What devices authenticate with.
 *
 * @param common the token of every device that has none of its own
 * @param own by device
 */
record Tokens(Optional<String> common, Map<DeviceId, String> own) {

    /** @throws IllegalArgumentException if a line of the file is not {@code deviceId token}, or a token cannot be sent */
    static Tokens of(@Nullable String common, @Nullable Path file) throws IOException {
        Map<DeviceId, String> own = new HashMap<>();
        if (file != null) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                addLine(own, file + ":" + (i + 1), lines.get(i).strip());
            }
        }
        return new Tokens(Optional.ofNullable(common).map(token -> valid("--token", token)), own);
    }

    Optional<String> of(DeviceId device) {
        return Optional.ofNullable(own.get(device)).or(() -> common);
    }

    private static void addLine(Map<DeviceId, String> own, String where, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String[] words = line.split("\\s+", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException(where + ": not of the form 'deviceId token'");
        }
        DeviceId device = DeviceId.parse(words[0])
                .orElseThrow(() -> new IllegalArgumentException(where + ": '" + words[0] + "' is no device id"));
        own.put(device, valid(where, words[1]));
    }

    /** A token becomes part of an HTTP header. It is not repeated in the message: it is a secret. */
    private static String valid(String where, String token) {
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(where + ": a token is printable ASCII without spaces");
        }
        return token;
    }
}
