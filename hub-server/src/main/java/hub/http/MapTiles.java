package hub.http;

import java.net.URI;

/**
 * Where pictures for the dashboard's map come from: an address with {z}, {x} and {y}.
 *
 * @param template such as {@code https://tiles.example/{z}/{x}/{y}.png}
 */
public record MapTiles(String template) {

    /** @throws IllegalArgumentException if it is no such address */
    public MapTiles {
        for (String part : new String[] {"{z}", "{x}", "{y}"}) {
            if (!template.contains(part)) {
                throw new IllegalArgumentException("map tiles '" + template + "' has no " + part
                        + "; it should be like https://tiles.example/{z}/{x}/{y}.png");
            }
        }
        URI uri = parsed(template);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("map tiles '" + template + "' is no http or https address of a host");
        }
    }

    /** The origin that a page must be let load pictures from. */
    public String origin() {
        URI uri = parsed(template);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static URI parsed(String template) {
        try {
            return URI.create(template.replace("{z}", "0").replace("{x}", "0").replace("{y}", "0"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("map tiles '" + template + "' is no address: " + e.getMessage(), e);
        }
    }
}
