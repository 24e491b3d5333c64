package hub.security;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RenegotiationRequiredException;
import io.undertow.server.SSLSessionInfo;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The certificate that a client has shown; the TLS handshake has found it to be of an authority that the hub trusts. */
final class ClientCertificate {

    private ClientCertificate() {}

    /** Its subject's common name; empty if it showed none. */
    static Optional<String> commonName(HttpServerExchange exchange) {
        SSLSessionInfo session = exchange.getConnection().getSslSessionInfo();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] shown = session.getPeerCertificates();
            return shown.length > 0 && shown[0] instanceof X509Certificate certificate
                    ? commonName(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | RenegotiationRequiredException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            // Of two, nobody can say which is meant.
                            .reduce((one, other) -> "");
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
