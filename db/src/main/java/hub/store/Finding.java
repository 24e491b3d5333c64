package hub.store;

/**
 * One thing that a check found.
 *
 * @param severity whether data is concerned
 * @param part of the data: {@code format}, {@code journal}, {@code database}, or a table of the database
 * @param where in that part
 * @param what is wrong
 * @param advice what an operator can do
 */
public record Finding(Severity severity, String part, String where, String what, String advice) {

    /** Whether data is concerned. */
    public enum Severity {
        /** Something is not as it was written, or is lost. */
        DAMAGE,
        /** Worth knowing; nothing that was acknowledged need be lost. */
        NOTE
    }

    public static Finding damage(String part, String where, String what, String advice) {
        return new Finding(Severity.DAMAGE, part, where, what, advice);
    }

    public static Finding note(String part, String where, String what, String advice) {
        return new Finding(Severity.NOTE, part, where, what, advice);
    }
}
