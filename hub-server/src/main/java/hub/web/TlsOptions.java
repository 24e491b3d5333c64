package hub.web;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where certificate and key are: in two PEM files or in one PKCS#12 file.
 *
 * @param certificate the chain in PEM, the hub's own certificate first; null for PKCS#12
 * @param key its private key in PEM (PKCS#8, not encrypted); null for PKCS#12
 * @param keyStore a PKCS#12 file with one key; null for PEM
 * @param passwordFile whose first line is the PKCS#12 file's password; null if it has none
 * @param deviceAuthority certificates in PEM whose holders are the devices of their common name; null to take tokens only
 */
public record TlsOptions(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path keyStore,
        @Nullable Path passwordFile,
        @Nullable Path deviceAuthority) {

    /** @throws IllegalArgumentException if the files do not go together */
    public TlsOptions {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "a certificate and its key go together: give both --tls-certificate-file and --tls-key-file");
        }
        if ((certificate == null) == (keyStore == null)) {
            throw new IllegalArgumentException(
                    "give the certificate either as --tls-certificate-file with --tls-key-file, or as --tls-keystore-file");
        }
        if (passwordFile != null && keyStore == null) {
            throw new IllegalArgumentException("--tls-keystore-password-file goes with --tls-keystore-file only");
        }
    }

    /** All files that are read. */
    Stream<Path> files() {
        return Stream.of(certificate, key, keyStore, passwordFile, deviceAuthority)
                .flatMap(Stream::ofNullable);
    }
}
