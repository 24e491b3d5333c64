package hub.importing;

import java.util.Optional;

/**
 * Some whole lines of a file.
 *
 * @param file the number of the file among those to import
 * @param header the file's first line
 * @param length how many of the bytes count
 * @param firstLine the number of the first line, from 1
 * @param end where it ends in the file, unpacked
 * @param packedEnd how many bytes of all files were read up to here, packed as they are, about
 * @param last whether it is the file's last one; it may have no lines
 * @param failure why the file cannot be read on
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from thread to thread, never compared.
record Block(
        int file,
        String header,
        byte[] bytes,
        int length,
        long firstLine,
        long end,
        long packedEnd,
        boolean last,
        Optional<String> failure) {}
