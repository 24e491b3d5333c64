package hub.security;

/**
 * Who is let in how.
 *
 * @param anonymousRead whether who shows nothing may read
 * @param sessions when sessions end
 */
public record AccessOptions(boolean anonymousRead, Sessions.Limits sessions) {

    public static final AccessOptions DEFAULT = new AccessOptions(false, Sessions.Limits.DEFAULT);
}
