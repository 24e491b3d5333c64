package hub.cli;

import hub.Hub;
import hub.ingest.Recovery;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.protocol.Timestamps;
import hub.registry.PublishedStore;
import hub.registry.Registry;
import hub.sql.SqlFormat;
import hub.sql.SqlOptions;
import hub.sql.SqlQuestion;
import hub.sql.SqlRefusedException;
import hub.sql.SqlService;
import hub.sql.SqlStoppedException;
import hub.sql.source.LocalSource;
import hub.store.DataDirectory;
import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}: asks the data of a stopped hub, or a running hub, a question in SQL. */
@Command(
        name = "sql",
        description = {
            "Answers a question in SQL, of the data of a stopped hub or by a hub that runs.",
            "The tables are readings(device, metric, time, value), devices, series, latest, events and"
                    + " buckets('PT1H'); docs/http-api.md says more. Nothing is changed."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class SqlCommand implements Callable<Integer> {

    private static final long FOLD_READINGS = 1_000_000;
    private static final int OK = 200;

    @Spec
    @Nullable private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "STATEMENT",
            description = "Such as \"SELECT * FROM latest\"; read from standard input if left out, or -.")
    private String statement = "-";

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "A viewer's token for --url. Better kept from other users of this machine: as HUB_TOKEN, or:")
    @Nullable private String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with a viewer's token for --url.")
    @Nullable private Path tokenFile;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "csv, csv-excel, json, ndjson or table.")
    private String format = "table";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "How long to work on it at most, with --data; a running hub has its own --sql-timeout.")
    private Duration timeout = Duration.ofHours(1);

    @Mixin
    @Nullable ConfigFile config;

    /** One of the two. */
    static final class Source {

        @Option(names = "--data", paramLabel = "DIR", description = "The data directory of a hub that is stopped.")
        @Nullable Path data;

        @Option(names = "--url", paramLabel = "URL", description = "A hub that runs, such as http://127.0.0.1:8080.")
        @Nullable URI url;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        SqlFormat wanted = SqlFormat.parse(format)
                .orElseThrow(() -> HubCommand.invalid(
                        line, new IllegalArgumentException("--format " + SqlFormat.unknown(format))));
        String sql = statement.equals("-") ? read(System.in) : statement;
        try {
            URI url = source.url;
            if (url != null) {
                return ask(url, sql, wanted, line);
            }
            return run(Objects.requireNonNull(source.data), SqlQuestion.of(sql, wanted, false), line);
        } catch (SqlRefusedException | SqlStoppedException e) {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private int run(Path data, SqlQuestion question, CommandLine line) throws IOException {
        StoreOptions options = StoreOptions.foldingAt(FOLD_READINGS);
        SqlOptions limits = new SqlOptions(timeout, Long.MAX_VALUE, Long.MAX_VALUE, 1, SqlOptions.DEFAULT.memoryMib());
        try (DataDirectory directory = DataDirectory.openExisting(data);
                Journal journal = FileJournal.open(directory.journal(), Hub.JOURNAL);
                H2ReadingStore store = H2ReadingStore.open(directory.database(), options);
                Registry registry = Registry.open(directory.registry(), () -> Timestamps.micros(Instant.now()))) {
            Recovery.run(journal, store, options, System::nanoTime);
            PublishedStore known = new PublishedStore(store, registry.devices(), true);
            LocalSource local = new LocalSource(known, device -> "offline");
            try (SqlService service = SqlService.alone(local, System::nanoTime, limits)) {
                service.run(question, printed(line.getOut()));
            }
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        }
    }

    private int ask(URI url, String sql, SqlFormat wanted, CommandLine line) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/api/v1/sql?format=" + wanted.parameter()))
                .POST(HttpRequest.BodyPublishers.ofString(sql));
        String shown = tokenFile == null ? token : Files.readString(tokenFile).strip();
        if (shown != null) {
            request.header("Authorization", "Bearer " + shown);
        }
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == OK) {
                body.transferTo(printed(line.getOut()));
                return CommandLine.ExitCode.OK;
            }
            line.getErr().println("HTTP " + answer.statusCode() + ": " + read(body));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** What is written goes to a writer; whole characters only, since pieces end anywhere. */
    private static OutputStream printed(PrintWriter out) {
        return new OutputStream() {

            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public void write(int one) {
                line.write(one);
                if (one == '\n') {
                    out.print(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                    out.flush();
                }
            }
        };
    }
}
