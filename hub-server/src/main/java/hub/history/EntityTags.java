package hub.history;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tags of answers: who has an answer of the same tag need not be sent it again. All weak, since answers may be packed. */
final class EntityTags {

    private EntityTags() {}

    static String ofContent(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Notes the tag in the answer; whether the client has it already, and the exchange is over. */
    static boolean isKnown(HttpServerExchange exchange, String tag) {
        exchange.getResponseHeaders().put(Headers.ETAG, tag);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "private, no-cache");
        if (!names(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH), tag)) {
            return false;
        }
        exchange.setStatusCode(StatusCodes.NOT_MODIFIED).endExchange();
        return true;
    }

    private static boolean names(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String one : header.split(",", -1)) {
            String known = one.strip();
            if (known.equals("*") || opaque(known).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
