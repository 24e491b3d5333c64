package hub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A stranger must not make the hub hold more than the stranger has sent. */
final class MessageReaderMemoryTest {

    private static final int MAX = 16 << 20;
    private static final int FIRST_ALLOCATION = 4_096;

    private final Recorder recorder = new Recorder();
    private final MessageReader reader = new MessageReader(Role.SERVER, MAX, recorder);

    @Test
    void aDeclaredLengthTakesNoMemory() throws ReflectiveOperationException {
        reader.read(ByteBuffer.wrap(Wire.to(Role.SERVER)
                .header(0x82, 127, 0, 0, 0, 0, 1, 0, 0, 0)
                .payload(new byte[1])
                .toBytes()));
        assertThat(held()).isLessThanOrEqualTo(FIRST_ALLOCATION);
        assertThat(reader.isMidMessage()).isTrue();
        assertThat(recorder.found).isEmpty();
    }

    @Test
    void memoryGrowsWithWhatComes() throws ReflectiveOperationException {
        reader.read(ByteBuffer.wrap(Wire.to(Role.SERVER)
                .header(0x82, 127, 0, 0, 0, 0, 1, 0, 0, 0)
                .payload(new byte[0])
                .toBytes()));
        for (int sent = 1_000; sent <= 1_000_000; sent += 1_000) {
            reader.read(ByteBuffer.allocate(1_000));
            assertThat(held()).isLessThanOrEqualTo(Math.max(FIRST_ALLOCATION, 2 * sent));
        }
    }

    @Test
    void fragmentsAreHeldInTwiceTheirSizeAtMost() throws ReflectiveOperationException {
        int sent = 0;
        for (int i = 0; i < 1_000; i++) {
            reader.read(ByteBuffer.wrap(Wire.to(Role.SERVER)
                    .frame(i == 0 ? 0x02 : 0x00, new byte[100])
                    .toBytes()));
            sent += 100;
            assertThat(held()).isLessThanOrEqualTo(2 * sent);
        }
    }

    @Test
    void nothingIsHeldBetweenMessages() throws ReflectiveOperationException {
        reader.read(ByteBuffer.wrap(
                Wire.to(Role.SERVER).frame(0x82, new byte[100_000]).toBytes()));
        assertThat(recorder.found).hasSize(1);
        assertThat(held()).isZero();
    }

    private int held() throws ReflectiveOperationException {
        Field message = MessageReader.class.getDeclaredField("message");
        message.setAccessible(true);
        return ((byte[]) message.get(reader)).length;
    }
}
