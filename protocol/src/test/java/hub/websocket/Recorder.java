package hub.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what a reader finds, one line each: {@code "text hello"}, {@code "violation 1002"}. */
final class Recorder implements MessageHandler {

    final List<String> found = new ArrayList<>();

    @Override
    public void text(String message) {
        found.add("text " + message);
    }

    @Override
    public void binary(ByteBuffer message) {
        if (message.position() != 0) {
            throw new AssertionError("not from position 0");
        }
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        found.add("binary " + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void ping(byte[] payload) {
        found.add("ping " + HexFormat.of().formatHex(payload));
    }

    @Override
    public void pong(byte[] payload) {
        found.add("pong " + HexFormat.of().formatHex(payload));
    }

    @Override
    public void close(int code, String reason) {
        found.add("close " + code + " " + reason);
    }

    @Override
    public void violation(int code, String reason) {
        if (reason.isBlank()) {
            throw new AssertionError("a violation without a reason");
        }
        found.add("violation " + code);
    }
}
