package hub;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.PreCompressedResourceSupplier;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;

/** The dashboard's files, from the jar. Assets carry a hash in their names and may be kept for good. */
final class Dashboard implements HttpHandler {

    private static final String FOLDER = "dashboard";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";

    private final HttpHandler files;

    Dashboard() {
        ClassPathResourceManager resources = new ClassPathResourceManager(Dashboard.class.getClassLoader(), FOLDER);
        this.files = new ResourceHandler(
                        new PreCompressedResourceSupplier(resources).addEncoding("gzip", ".gz"),
                        exchange -> Problem.of(404, "there is no such page").send(exchange))
                .setWelcomeFiles("index.html")
                .setDirectoryListingEnabled(false);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean asset = exchange.getRelativePath().startsWith("/assets/");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, asset ? FOR_GOOD : ASK_EACH_TIME);
        files.handleRequest(exchange);
    }
}
