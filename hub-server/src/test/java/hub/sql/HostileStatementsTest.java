package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that want more than to ask: refused, each with a reason, before anything is done. */
class HostileStatementsTest {

    @TempDir
    static Path data;

    private static SqlHub sql = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static SqlHub unstarted() {
        return null;
    }

    @BeforeAll
    static void start() {
        sql = new SqlHub(data, options -> options);
    }

    @AfterAll
    static void stop() {
        sql.close();
    }

    /** A statement and what its refusal says. */
    record Hostile(String statement, String reason) {}

    static List<Hostile> hostile() {
        return Stream.of(statements(), functions(), hidden(), large())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Hostile> statements() {
        String only = "only questions";
        return List.of(
                new Hostile("", only),
                new Hostile("DELETE FROM readings", only),
                new Hostile("INSERT INTO readings VALUES ('A', 'x', NULL, 1)", only),
                new Hostile("UPDATE readings SET value = 0", only),
                new Hostile("MERGE INTO readings VALUES (1)", only),
                new Hostile("TRUNCATE TABLE readings", only),
                new Hostile("DROP TABLE readings", only),
                new Hostile("DROP ALL OBJECTS DELETE FILES", only),
                new Hostile("CREATE TABLE t(x INT)", only),
                new Hostile("CREATE ALIAS run FOR 'java.lang.Runtime.exec'", only),
                new Hostile("CREATE ALIAS run AS 'int run() { return 1; }'", only),
                new Hostile("CREATE TRIGGER t BEFORE SELECT ON readings CALL 'x'", only),
                new Hostile("CALL 1", only),
                new Hostile("SET MAX_MEMORY_ROWS 1", only),
                new Hostile("SHUTDOWN", only),
                new Hostile("SCRIPT TO '/tmp/x'", only),
                new Hostile("RUNSCRIPT FROM 'https://elsewhere.example/x.sql'", only),
                new Hostile("BACKUP TO '/tmp/x.zip'", only),
                new Hostile("EXPLAIN ANALYZE SELECT 1", only),
                new Hostile("SHOW TABLES", only),
                new Hostile("GRANT ALL ON readings TO PUBLIC", only),
                new Hostile("EXECUTE IMMEDIATE 'SHUTDOWN'", only),
                new Hostile("TABLE readings", only),
                new Hostile("SELECT 1; SHUTDOWN", "one statement at a time"),
                new Hostile(";SELECT 1", only),
                new Hostile("SELECT 1;;", "one statement at a time"),
                new Hostile("WITH x AS (SELECT 1) DELETE FROM readings", "DELETE is not allowed"),
                new Hostile("WITH x AS (SELECT 1) INSERT INTO readings SELECT * FROM x", "INSERT is not allowed"),
                new Hostile("SELECT * FROM FINAL TABLE (DELETE FROM readings)", "TABLE is not allowed"),
                new Hostile("SELECT * INTO x FROM readings", "INTO is not allowed"),
                new Hostile("SELECT * FROM readings FOR UPDATE", "FOR is not allowed"),
                new Hostile(
                        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT * FROM t",
                        "RECURSIVE is not allowed"));
    }

    private static List<Hostile> functions() {
        String function = "is not among those that are allowed";
        return List.of(
                new Hostile("SELECT FILE_READ('/etc/passwd')", function),
                new Hostile("SELECT FILE_WRITE('x', '/tmp/x')", function),
                new Hostile("SELECT * FROM CSVREAD('/etc/passwd')", function),
                new Hostile("SELECT CSVWRITE('/tmp/x', 'SELECT 1')", function),
                new Hostile("SELECT * FROM LINK_SCHEMA('x', '', 'jdbc:h2:x', '', '', 'PUBLIC')", function),
                new Hostile("SELECT MEMORY_FREE()", function),
                new Hostile("SELECT SESSION_ID()", function),
                new Hostile("SELECT DATABASE_PATH()", function),
                new Hostile("SELECT H2VERSION()", function),
                new Hostile("SELECT ABORT_SESSION(1)", function),
                new Hostile("SELECT CANCEL_SESSION(1)", function),
                new Hostile("SELECT HASH('SHA256', 'x', 1000000000)", function),
                new Hostile("SELECT REPEAT('x', 1000000000)", function),
                new Hostile("SELECT LPAD('x', 1000000000)", function),
                new Hostile("SELECT SPACE(1000000000)", function),
                new Hostile("SELECT LISTAGG(device) FROM readings", function),
                new Hostile("SELECT ARRAY_AGG(value) FROM readings", function),
                new Hostile("SELECT REGEXP_REPLACE('aaaaaaaaaaaaaaaaaaaa', '(a+)+b', '')", function),
                new Hostile("SELECT XMLTEXT('x')", function),
                new Hostile("SELECT \"FILE_READ\"('/etc/passwd')", "functions have no quotes"),
                new Hostile("SELECT * FROM SYSTEM_RANGE(1, 1000000000000)", "SYSTEM_RANGE is not allowed"),
                new Hostile("SELECT * FROM TABLE(x INT = (1, 2))", "TABLE is not allowed"),
                new Hostile("SELECT * FROM UNNEST(1)", "UNNEST is not allowed"),
                new Hostile("SELECT * FROM INFORMATION_SCHEMA.SETTINGS", "INFORMATION_SCHEMA is not allowed"),
                new Hostile("SELECT * FROM \"information_schema\".\"users\"", "information_schema is not allowed"),
                new Hostile("SELECT CURRENT_USER", "CURRENT_USER is not allowed"),
                new Hostile("SELECT NEXT VALUE FOR s", "NEXT is allowed in FETCH NEXT only"),
                new Hostile("SELECT 'a' REGEXP '(a+)+b'", "REGEXP is not allowed"),
                new Hostile("SELECT id FROM devices WHERE id LIKE '%a%a%a%a%a%a%b'", "LIKE takes"),
                new Hostile("SELECT id FROM devices WHERE id LIKE id", "LIKE takes"),
                new Hostile("SELECT id || id FROM devices", "joining texts"),
                new Hostile("SELECT CAST('x' AS CLOB)", "CLOB is not allowed"),
                new Hostile("SELECT CAST(1 AS NUMERIC(100000, 99999)) / 3", "NUMERIC is not allowed"),
                new Hostile("SELECT * FROM buckets(SELECT 1)", "buckets takes"),
                new Hostile("SELECT * FROM buckets('PT0S')", "buckets"));
    }

    private static List<Hostile> hidden() {
        return List.of(
                new Hostile("SELECT 1 -- ; SHUTDOWN", "comments"),
                new Hostile("SELECT /* x */ 1", "comments"),
                new Hostile("SELECT 1 // x", "comments"),
                new Hostile("SEL/**/ECT 1", "comments"),
                new Hostile("SELECT @x := 1", "'@' is not allowed"),
                new Hostile("SELECT ?", "'?' is not allowed"),
                new Hostile("SELECT {fn NOW()}", "'{' is not allowed"),
                new Hostile("SELECT $$x$$", "'$' is not allowed"),
                new Hostile("SELECT 'x'::VARCHAR", "':' is not allowed"),
                new Hostile("SELECT `x`", "'`' is not allowed"),
                new Hostile("SELECT [1]", "'[' is not allowed"),
                new Hostile("SELECT U&\"\\0046ILE_READ\"('x')", "'&' is not allowed"),
                new Hostile("SELECT X'00'", "quotes directly behind a word"),
                new Hostile("SELECT\u00a01", "U+00A0 is not allowed"),
                new Hostile("\uff33\uff25LECT 1", "U+FF33 is not allowed"),
                new Hostile("SELECT FILE\u200b_READ('x')", "U+200B is not allowed"),
                new Hostile("SELECT f\u0131le_read('x')", "U+0131 is not allowed"),
                new Hostile("SELECT '\u0000'", "control character"),
                new Hostile("SELECT 'x", "a quote is not closed"),
                new Hostile("SELECT 0x10", "numbers are plain decimals"),
                new Hostile("SELECT 1e99999", "exponent"),
                new Hostile("SELECT 1)", "closed that was not opened"),
                new Hostile("SELECT (1", "do not match"));
    }

    private static List<Hostile> large() {
        return List.of(
                new Hostile("SELECT " + "1,".repeat(20_000) + "1", "more than 16384 characters"),
                new Hostile("SELECT " + "1,".repeat(3_000) + "1", "more than 4000 words"),
                new Hostile("SELECT " + "(".repeat(100) + "1" + ")".repeat(100), "nested deeper than 24"),
                new Hostile(
                        "SELECT " + "CASE WHEN TRUE THEN ".repeat(100) + "1" + " END".repeat(100),
                        "nested deeper than 24"),
                new Hostile("SELECT " + "- ".repeat(100) + "1", "signs or NOT in a row"),
                new Hostile("SELECT " + "NOT ".repeat(100) + "TRUE", "signs or NOT in a row"),
                new Hostile("SELECT * FROM (".repeat(20) + "SELECT 1" + ")".repeat(20), "questions are nested deeper"),
                new Hostile("SELECT 1" + " UNION SELECT 1".repeat(50), "more than 32 SELECT"),
                new Hostile("SELECT 1 FROM readings" + ", readings".repeat(30), "named more than 16 times"),
                new Hostile("SELECT '" + "x".repeat(300) + "'", "longer than 256"),
                new Hostile("SELECT " + "9".repeat(100), "numbers are plain decimals"),
                new Hostile("SELECT 1 AS " + "x".repeat(100), "longer than 64"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isRefusedWithAReason(Hostile hostile) {
        double refused = sql.statements("refused");
        HttpResponse<String> answer = sql.ask(hostile.statement(), "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Json.text(Json.object(answer.body()), "detail")).contains(hostile.reason());
        assertThat(sql.statements("refused")).isEqualTo(refused + 1);
    }

    @Test
    void thereAreManyAndTheHubIsAsItWas() {
        assertThat(hostile()).hasSizeGreaterThan(40);
        assertThat(sql.rows("SELECT count(*) FROM readings")).containsExactly("2400");
    }

    /** What the check lets through the database still refuses: the user there has no rights. */
    @ParameterizedTest
    @MethodSource("unknown")
    void whatIsNotThereIsRefusedToo(String statement) {
        HttpResponse<String> answer = sql.ask(statement, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Json.text(Json.object(answer.body()), "detail")).contains("the database does not take it");
    }

    static List<String> unknown() {
        return List.of(
                "SELECT * FROM settings",
                "SELECT nothing FROM readings",
                "SELECT * FROM public_secrets.users",
                "SELECT avg(value) FROM readings WHERE time > 'yesterday'",
                "SELECT sum(device) FROM readings",
                "WITH t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t");
    }
}
