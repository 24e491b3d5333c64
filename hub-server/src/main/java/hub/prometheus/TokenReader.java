package hub.prometheus;

import hub.prometheus.Token.Kind;
import java.util.List;

/** Walks over the tokens of a question. */
final class TokenReader {

    private final List<Token> tokens;
    private int at;

    /** @param tokens the last is the end */
    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    boolean sees(String sign) {
        return peek().is(sign);
    }

    boolean sees(int ahead, String sign) {
        return peek(ahead).is(sign);
    }

    boolean sees(int ahead, Kind kind) {
        return peek(ahead).kind() == kind;
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    void expect(String sign) {
        if (!sees(sign)) {
            throw wrong("unexpected " + peek().shown() + ", where '" + sign + "' should be");
        }
        next();
    }

    Token expect(Kind kind, String what) {
        if (peek().kind() != kind) {
            throw wrong("unexpected " + peek().shown() + ", where " + what + " should be");
        }
        return next();
    }

    /** An error at the next token, in Prometheus' form. */
    PrometheusException wrong(String why) {
        return PrometheusException.badData(
                "invalid parameter \"query\": 1:" + (peek().position() + 1) + ": parse error: " + why);
    }
}
