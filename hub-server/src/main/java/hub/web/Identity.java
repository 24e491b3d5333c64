package hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the hub shows to whoever connects by TLS.
 *
 * @param key of the first certificate
 * @param chain the hub's own certificate first
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final char[] NO_PASSWORD = {};

    /** @throws GeneralSecurityException in words for whoever runs the hub */
    static Identity load(TlsOptions options) throws IOException, GeneralSecurityException {
        Path certificate = options.certificate();
        Path keyFile = options.key();
        Path keyStore = options.keyStore();
        if (certificate != null && keyFile != null) {
            List<X509Certificate> chain = PemFiles.certificates(certificate);
            String algorithm = chain.get(0).getPublicKey().getAlgorithm();
            return new Identity(PemFiles.key(keyFile, algorithm), chain)
                    .checked(keyFile + " is not the key of " + certificate);
        }
        if (keyStore != null) {
            return ofKeyStore(keyStore, options.passwordFile())
                    .checked(keyStore + " has a key that is not its certificate's");
        }
        throw new IllegalStateException("neither PEM nor PKCS#12 is given");
    }

    private static Identity ofKeyStore(Path file, @Nullable Path passwordFile)
            throws IOException, GeneralSecurityException {
        char[] password = password(passwordFile);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        } catch (IOException e) {
            throw new IOException(
                    file + " is no PKCS#12 file, or its password is not the first line of --tls-keystore-password-file",
                    e);
        }
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password);
            Certificate[] chain = store.getCertificateChain(alias);
            if (key instanceof PrivateKey own && chain != null) {
                return new Identity(
                        own, Stream.of(chain).map(X509Certificate.class::cast).toList());
            }
        }
        throw new CertificateException(file + " has no private key with a certificate");
    }

    private static char[] password(@Nullable Path file) throws IOException {
        if (file == null) {
            return NO_PASSWORD;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        }
    }

    private Identity checked(String otherwise) throws GeneralSecurityException {
        byte[] words = {1, 2, 3};
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(words);
        byte[] signed = signature.sign();
        signature.initVerify(chain.get(0));
        signature.update(words);
        if (!signature.verify(signed)) {
            throw new CertificateException(otherwise);
        }
        return this;
    }

    /** The hub's own certificate. */
    X509Certificate certificate() {
        return chain.get(0);
    }
}
