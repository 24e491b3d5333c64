package hub.columnar;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** Reads what the end of a Parquet file says of the rest of it. */
final class ParquetFooter {

    private static final int TAIL_BYTES = Integer.BYTES + ParquetTable.MAGIC.length;
    private static final int MAX_BYTES = 256 << 20;

    private ParquetFooter() {}

    /** @throws IOException if there is none, or if it makes no sense */
    static FileMetaData read(FileChannel file) throws IOException {
        long size = file.size();
        if (size < TAIL_BYTES + ParquetTable.MAGIC.length) {
            throw new IOException("it is no Parquet file: " + size + " bytes are too few for one");
        }
        ByteBuffer tail = read(file, size - TAIL_BYTES, TAIL_BYTES);
        int length = tail.getInt();
        byte[] magic = new byte[ParquetTable.MAGIC.length];
        tail.get(magic);
        if (!Arrays.equals(magic, ParquetTable.MAGIC)) {
            throw new IOException("it is no whole Parquet file: it does not end in PAR1; copy or export it again");
        }
        if (length <= 0 || length > MAX_BYTES || length > size - TAIL_BYTES - ParquetTable.MAGIC.length) {
            throw new IOException("its footer cannot be of " + length + " bytes: the file is damaged");
        }
        try {
            byte[] footer = read(file, size - TAIL_BYTES - length, length).array();
            return Util.readFileMetaData(new ByteArrayInputStream(footer));
        } catch (IOException | RuntimeException e) {
            throw new IOException("its footer makes no sense: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (into.hasRemaining()) {
            if (file.read(into, from + into.position()) < 0) {
                throw new EOFException("it ends within its footer");
            }
        }
        return into.flip();
    }
}
