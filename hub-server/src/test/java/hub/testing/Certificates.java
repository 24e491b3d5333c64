package hub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority and those whom it vouches for, made by the JDK's keytool. */
public final class Certificates {

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "of-a-test";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path directory;

    /** Makes an authority; its files and others' are in that directory. */
    public Certificates(Path directory) {
        this.directory = directory;
        keytool(AUTHORITY, "test authority", "-ext", "bc:c");
    }

    /** Someone's certificate and key. */
    public final class Holder {

        private final String alias;
        private final PrivateKey key;
        private final Certificate[] chain;

        private Holder(String alias, PrivateKey key, Certificate... chain) {
            this.alias = alias;
            this.key = key;
            this.chain = chain;
        }

        /** Both in a PKCS#12 file, whose password is in {@link #passwordFile()}. */
        public Path keyStore() {
            Path file = directory.resolve(alias + ".p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store().store(out, PASSWORD.toCharArray());
                return file;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private KeyStore store() throws GeneralSecurityException, IOException {
            KeyStore own = emptyStore();
            own.setKeyEntry(alias, key, PASSWORD.toCharArray(), chain);
            return own;
        }

        /** The chain in PEM, the authority's certificate last. */
        public Path certificate() {
            return write(alias + ".crt", pem("CERTIFICATE", encoded(chain)));
        }

        /** The key in PEM. */
        public Path key() {
            return write(alias + ".key", pem("PRIVATE KEY", List.of(key.getEncoded())));
        }

        /** To connect as this one to whomever the authority vouches for. */
        public SSLContext context() {
            try {
                return Certificates.this.context(store());
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Someone that the authority vouches for.
     *
     * @param alias for files
     * @param name the common name
     * @param options more of keytool's, such as {@code -ext san=dns:localhost}
     */
    public synchronized Holder holder(String alias, String name, String... options) {
        List<String> more = new ArrayList<>(List.of("-signer", AUTHORITY));
        more.addAll(List.of(options));
        keytool(alias, name, more.toArray(String[]::new));
        try {
            KeyStore all = all();
            PrivateKey key = (PrivateKey) all.getKey(alias, PASSWORD.toCharArray());
            return new Holder(alias, key, all.getCertificateChain(alias));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority's certificate in PEM. */
    public Path authority() {
        try {
            return write("authority.crt", pem("CERTIFICATE", encoded(all().getCertificate(AUTHORITY))));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file whose first line is the password of every key store. */
    public Path passwordFile() {
        return write("password", PASSWORD + "\n");
    }

    /** To connect, without a certificate of one's own, to whomever the authority vouches for. */
    public SSLContext context() {
        try {
            return context(emptyStore());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context(KeyStore own) throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry(AUTHORITY, all().getCertificate(AUTHORITY));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Path allFile() {
        return directory.resolve("all.p12");
    }

    private KeyStore all() throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(allFile())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<byte[]> encoded(Certificate... chain) {
        List<byte[]> all = new ArrayList<>();
        try {
            for (Certificate certificate : chain) {
                all.add(certificate.getEncoded());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private static String pem(String what, List<byte[]> all) {
        StringBuilder text = new StringBuilder();
        for (byte[] each : all) {
            text.append("-----BEGIN ").append(what).append("-----\n");
            text.append(LINES.encodeToString(each));
            text.append("\n-----END ").append(what).append("-----\n");
        }
        return text.toString();
    }

    private Path write(String name, String text) {
        Path file = directory.resolve(name);
        try {
            // Once: a hub may be reading it.
            return Files.exists(file) ? file : Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String alias, String name, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + name));
        command.addAll(List.of("-keystore", allFile().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-noprompt"));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
