package hub.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Sequence;

/** Certificate and key as they are in their files now. */
final class Tls {

    /** Forward secrecy and authenticated encryption only: what RFC 9325 section 4.2 recommends, and all of TLS 1.3. */
    static final Sequence<String> CIPHER_SUITES = Sequence.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static final Sequence<String> PROTOCOLS = Sequence.of("TLSv1.3", "TLSv1.2");

    private static final Logger log = LoggerFactory.getLogger(Tls.class);
    private static final char[] NO_PASSWORD = {};

    /** Whoever renews certificates does it a month ahead; two weeks later something is wrong. */
    private static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private final TlsOptions options;
    private final Clock clock;
    private Map<Path, FileTime> versions;
    private volatile SSLContext context;
    private volatile X509Certificate certificate;
    private volatile @Nullable String failure;

    /** @throws IllegalArgumentException saying which file is wrong, and how */
    Tls(TlsOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        try {
            versions = versions();
            Identity identity = Identity.load(options);
            certificate = identity.certificate();
            context = context(identity);
        } catch (IOException | UncheckedIOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be served: " + words(e), e);
        }
    }

    SSLContext context() {
        return context;
    }

    /** Reads the files again if one has changed. Whether there is a new {@link #context}; if not, the old one goes on. */
    boolean reload() {
        try {
            Map<Path, FileTime> now = versions();
            if (now.equals(versions)) {
                return false;
            }
            versions = now;
            Identity identity = Identity.load(options);
            context = context(identity);
            certificate = identity.certificate();
            failure = null;
            log.info(
                    "new certificate, valid until {}",
                    identity.certificate().getNotAfter().toInstant());
            return true;
        } catch (IOException | UncheckedIOException | GeneralSecurityException e) {
            if (!words(e).equals(failure)) {
                log.error("the certificate cannot be read again; the one before goes on: {}", words(e));
            }
            failure = words(e);
            return false;
        }
    }

    private Map<Path, FileTime> versions() {
        Map<Path, FileTime> found = new HashMap<>();
        options.files().forEach(file -> {
            try {
                found.put(file, Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        });
        return found;
    }

    private SSLContext context(Identity identity) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry("hub", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys.getKeyManagers(), deviceAuthorities(), null);
        return made;
    }

    /** Nobody's client certificate counts unless an authority is given. */
    private TrustManager[] deviceAuthorities() throws IOException, GeneralSecurityException {
        Path authority = options.deviceAuthority();
        if (authority == null) {
            return new TrustManager[0];
        }
        KeyStore store = emptyStore();
        List<X509Certificate> trusted = PemFiles.certificates(authority);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("authority-" + i, trusted.get(i));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** What an operator should look at; empty while all is well. */
    Optional<String> warning() {
        if (failure != null) {
            return Optional.of("the certificate cannot be read again: " + failure);
        }
        Instant end = expires();
        Instant now = clock.instant();
        if (end.isBefore(now)) {
            return Optional.of("the certificate is over since " + end);
        }
        return end.isBefore(now.plus(EXPIRES_SOON))
                ? Optional.of("the certificate is over at " + end)
                : Optional.empty();
    }

    /** When the certificate ends. */
    Instant expires() {
        return certificate.getNotAfter().toInstant();
    }

    private static String words(Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        return cause == e ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause;
    }
}
