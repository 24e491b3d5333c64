package hub.testing;

import java.util.ArrayList;
import java.util.List;

/** The outer form of every frame that a hub sent, read independently of the hub's own reader. */
public final class FrameShapes {

    /** A frame's first byte, whether it has a mask, and its payload's length. */
    public record Shape(int first, boolean masked, long length) {

        boolean isData() {
            return (first & 0x0F) < 8;
        }
    }

    private final List<Shape> shapes = new ArrayList<>();
    private final byte[] header = new byte[10];
    private int have;
    private long payloadLeft;

    synchronized void take(byte[] bytes, int count) {
        int at = 0;
        while (at < count) {
            if (payloadLeft > 0) {
                int step = (int) Math.min(payloadLeft, count - at);
                payloadLeft -= step;
                at += step;
            } else {
                header[have++] = bytes[at++];
                if (have >= 2 && have == 2 + lengthBytes()) {
                    payloadLeft = length();
                    shapes.add(new Shape(header[0] & 0xFF, (header[1] & 0x80) != 0, payloadLeft));
                    have = 0;
                }
            }
        }
    }

    private int lengthBytes() {
        return switch (header[1] & 0x7F) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
    }

    private long length() {
        if (lengthBytes() == 0) {
            return header[1] & 0x7F;
        }
        long length = 0;
        for (int i = 2; i < have; i++) {
            length = length << 8 | (header[i] & 0xFF);
        }
        return length;
    }

    /** Data frames so far. */
    public synchronized List<Shape> data() {
        return shapes.stream().filter(Shape::isData).toList();
    }
}
