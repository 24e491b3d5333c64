package hub.columnar;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/** How the pages of Parquet files are compressed: written with Zstandard, read with all that is usual. */
final class ParquetCodec {

    private ParquetCodec() {}

    static byte[] pack(byte[] plain) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
    }

    /**
     * Unpacks a page.
     *
     * @param plainBytes how long it is said to be
     * @throws IOException if it is damaged, or not
     */
    static byte[] unpack(CompressionCodec codec, byte[] packed, int from, int length, int plainBytes)
            throws IOException {
        byte[] plain = new byte[plainBytes];
        int unpacked = switch (codec) {
            case UNCOMPRESSED -> copy(packed, from, length, plain);
            case GZIP -> gunzip(packed, from, length, plain);
            case SNAPPY -> unpack(new SnappyDecompressor(), packed, from, length, plain);
            case ZSTD -> unpack(new ZstdDecompressor(), packed, from, length, plain);
            case LZ4_RAW -> unpack(new Lz4Decompressor(), packed, from, length, plain);
            case LZO, LZ4, BROTLI ->
                throw new IOException("its pages are compressed with " + codec
                        + "; known are UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW");
        };
        if (unpacked != plainBytes) {
            throw new IOException("a page of " + plainBytes + " bytes has " + unpacked + ": the file is damaged");
        }
        return plain;
    }

    private static int copy(byte[] packed, int from, int length, byte[] plain) {
        System.arraycopy(packed, from, plain, 0, Math.min(length, plain.length));
        return length;
    }

    private static int gunzip(byte[] packed, int from, int length, byte[] plain) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed, from, length))) {
            return in.readNBytes(plain, 0, plain.length);
        } catch (IOException e) {
            throw new IOException("a page cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static int unpack(Decompressor codec, byte[] packed, int from, int length, byte[] plain)
            throws IOException {
        try {
            return plain.length == 0 ? 0 : codec.decompress(packed, from, length, plain, 0, plain.length);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new IOException("a page cannot be unpacked: " + e.getMessage(), e);
        }
    }
}
