package hub.protocol.testing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Spoils valid input a little, so that it gets past the first checks of what reads it. */
public final class Mutations {

    private Mutations() {}

    /** A copy with one to four changes: bits flipped, bytes replaced, an end cut off or added, a part doubled. */
    public static byte[] of(byte[] valid, RandomGenerator random) {
        byte[] bytes = valid.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
                Arrays.fill(longer, bytes.length, longer.length, (byte) random.nextInt());
                return longer;
            }
            default -> {
                byte[] doubled = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                System.arraycopy(bytes, at, doubled, bytes.length, bytes.length - at);
                return doubled;
            }
        }
        return bytes;
    }
}
