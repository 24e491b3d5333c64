package hub.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNull;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.testing.Seeded;
import hub.text.Decimals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @Test
    void whatIsWrittenIsRead() {
        Seeded.check(2_000, random -> {
            JsonValue value = value(random, 0);
            assertThat(JsonReader.read(new JsonWriter().value(value).toString()))
                    .isEqualTo(value);
        });
    }

    private static JsonValue value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth < 4 ? 6 : 4)) {
            case 0 -> new JsonNull();
            case 1 -> new JsonBoolean(random.nextBoolean());
            case 2 -> new JsonNumber(Decimals.toText(random.nextLong() / 1_000.0));
            case 3 -> new JsonString(string(random));
            case 4 -> {
                List<JsonValue> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(random, depth + 1));
                }
                yield new JsonArray(elements);
            }
            default -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(string(random), value(random, depth + 1));
                }
                yield new JsonObject(members);
            }
        };
    }

    private static String string(RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '?' : c);
        }
        return out.toString();
    }

    @Test
    void nestingIsReadTo32() throws JsonSyntaxException {
        assertThat(JsonReader.read("[".repeat(33) + "]".repeat(33))).isInstanceOf(JsonArray.class);
        assertThatThrownBy(() -> JsonReader.read("[".repeat(34) + "]".repeat(34)))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> JsonReader.read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .isInstanceOf(JsonSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nul",
                "nullx",
                "tru",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "-",
                "-a",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "01",
                "-01",
                "+1",
                "0x1",
                "1_000",
                "Infinity",
                "NaN",
                "１",
                "1e999",
                "-1e999",
                "1e0000",
                "\"",
                "\"\\",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u１２３４\"",
                "\"\\a\"",
                "\"\t\"",
                "\"\n\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\ud800\"",
                "[1]]",
                "1 1",
                "\f1",
                "\u00a01",
                "\ufeff1",
                "1\0",
                "//1",
            })
    void isRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonSyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, -0.0", "1e308, 1e308", "1E-400, 0", "12.50, 12.5", "9007199254740993, 9007199254740992"})
    void numbersAreRead(String text, double value) throws JsonSyntaxException {
        assertThat(((JsonNumber) JsonReader.read(" \t\r\n" + text + " ")).asDouble())
                .isEqualTo(value);
    }

    @Test
    void aLongReadsExactly() throws JsonSyntaxException {
        assertThat(((JsonNumber) JsonReader.read("9223372036854775807")).asLong())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(((JsonNumber) JsonReader.read("1.5e1")).asLong()).isEqualTo(15);
        for (String text : List.of("9223372036854775808", "1.5", "1e300", "1e-300")) {
            JsonNumber number = (JsonNumber) JsonReader.read(text);
            assertThatThrownBy(number::asLong).as(text).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void aRepeatedNameIsShownFitForALog() {
        String name = "\\u000a" + "x".repeat(5_000);
        assertThatThrownBy(() -> JsonReader.read("{\"" + name + "\":1,\"" + name + "\":2}"))
                .isInstanceOf(JsonSyntaxException.class)
                .message()
                .isPrintable()
                .startsWith("the name \"\\u000axxx")
                .hasSizeLessThan(140);
    }

    @Test
    void textMayStandInsideHtml() {
        assertThat(new JsonWriter().value("</script>&\u2028\u2029\u007f\0\"\\é").toString())
                .isEqualTo("\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\\u007f\\u0000\\\"\\\\é\"");
    }
}
