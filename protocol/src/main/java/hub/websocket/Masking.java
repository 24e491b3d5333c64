package hub.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The masking of RFC 6455 section 5.3: byte i is XORed with byte i mod 4 of the key. */
final class Masking {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Masking() {}

    /**
     * Masks or unmasks in place.
     *
     * @param key the four key bytes, the first in the lowest eight bits
     * @param phase how many payload bytes came before {@code from}
     */
    static void apply(byte[] bytes, int from, int to, int key, int phase) {
        if (key == 0) {
            return;
        }
        int rotated = Integer.rotateRight(key, 8 * (phase & 3));
        long wide = (rotated & 0xFFFF_FFFFL) | ((long) rotated << 32);
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ wide);
        }
        for (; i < to; i++) {
            bytes[i] ^= (byte) (rotated >>> (8 * ((i - from) & 3)));
        }
    }
}
