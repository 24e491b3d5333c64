package hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in the textual encoding of RFC 7468. */
final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END ");

    private PemFiles() {}

    /** The certificates of a file, in its order. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new CertificateException("none found");
            }
            return chain;
        } catch (CertificateException e) {
            throw new CertificateException(
                    file + " has no certificates in PEM (-----BEGIN CERTIFICATE-----): " + e.getMessage(), e);
        }
    }

    /**
     * The private key of a file.
     *
     * @param algorithm of the certificate's public key, such as {@code RSA} or {@code EC}
     */
    static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new CertificateException(file + " has no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        }
        String form = found.group(1).strip();
        if (!form.isEmpty()) {
            // Encrypted, or in the older form of one algorithm.
            throw new CertificateException(
                    file + " has its key as '" + form + " PRIVATE KEY'; make it one that can be read"
                            + " here with: openssl pkcs8 -topk8 -nocrypt -in " + file.getFileName() + " -out key.pem");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(2));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new CertificateException(file + " has no " + algorithm + " key, as its certificate has", e);
        }
    }
}
