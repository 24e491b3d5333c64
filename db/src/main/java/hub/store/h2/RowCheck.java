package hub.store.h2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of a row: CRC32C of its columns in their order, each with its length.
 *
 * <p>H2 has no checksum of what its pages hold, so a flipped bit in a number would go unnoticed.
 */
final class RowCheck {

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    RowCheck add(long column) {
        crc.update(number.putLong(0, column).array());
        return this;
    }

    RowCheck add(byte[] column) {
        add(column.length);
        crc.update(column);
        return this;
    }

    RowCheck add(@Nullable String column) {
        return column == null ? add(-1) : add(column.getBytes(StandardCharsets.UTF_8));
    }

    int value() {
        return (int) crc.getValue();
    }

    /**
     * Whether the row is as it was written.
     *
     * @throws DamagedRowException if it is not
     */
    void require(int found, String row) {
        if (found != value()) {
            throw new DamagedRowException(row + " differs from its checksum");
        }
    }
}
