package hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.journal.FileJournal;
import hub.journal.JournalOptions;
import hub.protocol.testing.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments, while a store is opened, recovered, written, folded, merged and trimmed.
 *
 * <p>A process has several stores, each with a thread and a directory of its own, so that one kill meets them all; they
 * are counted one by one. The system keeps what a killed process has written, so nothing is said of forces here.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // Of work, not of waiting.
class KillTest {

    private static final int KILLS = Integer.getInteger("hub.kills", Effort.rounds(200));
    private static final int STORES = 5;
    private static final int VERIFY_EVERY = 8;

    /** In which a process mostly gets as far as to open its stores. */
    private static final int STARTING_MILLIS = 1_500;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("hub.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<Ledger> ledgers = new ArrayList<>();

    /** The mistake that is made to see whether this finds it. */
    private boolean trimTooEarly;

    @BeforeEach
    void begin() {
        for (int store = 0; store < STORES; store++) {
            ledgers.add(new Ledger(new Story(seed + store)));
            ledgers.get(store).sent(Integer.MAX_VALUE); // What the process sent before it died it cannot say.
        }
    }

    @Test
    void aHubThatTrimsItsJournalTooEarlyIsFoundOut() {
        trimTooEarly = true;
        assertThatThrownBy(() -> {
                    liveAndDie(1);
                    verify(1);
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dhub.seed=" + seed);
    }

    @Test
    void whatWasAcknowledgedIsThereOnce() throws IOException, InterruptedException {
        int processes = (KILLS + STORES - 1) / STORES;
        int early = 0;
        for (int life = 1; life <= processes; life++) {
            early += liveAndDie(life) ? 0 : 1;
            if (life % VERIFY_EVERY == 0 || life == processes) {
                verify(life);
            }
        }
        System.out.println(processes + " processes of " + STORES + " stores killed, " + processes * STORES
                + " stores in all, of which " + early * STORES + " while starting; acknowledged "
                + ledgers.stream().mapToInt(Ledger::acknowledged).sum() + " entries; -Dhub.seed=" + seed);
    }

    /** Returns whether the process had got to work. */
    private boolean liveAndDie(int life) throws IOException, InterruptedException {
        Process process = start(life);
        CountDownLatch working = new CountDownLatch(STORES);
        List<String> complaints = new ArrayList<>();
        Thread reader = new Thread(() -> read(process, working, complaints), "acknowledgements");
        reader.start();
        boolean early = !trimTooEarly && random.nextInt(5) == 0;
        boolean ready = working.await(early ? random.nextInt(STARTING_MILLIS) : 60_000, TimeUnit.MILLISECONDS);
        boolean ended = ready && process.waitFor(random.nextInt(1 << random.nextInt(4, 9)), TimeUnit.MILLISECONDS);
        process.toHandle().destroyForcibly(); // By the process itself, what it has said last could not be read.
        process.waitFor();
        reader.join();
        assertThat(complaints).as("-Dhub.seed=%d life %d", seed, life).isEmpty();
        assertThat(ended)
                .as("-Dhub.seed=%d life %d ended by itself", seed, life)
                .isFalse();
        return ready;
    }

    private Process start(int life) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Life.class.getName(),
                directory.toString(),
                "" + seed,
                "" + life,
                "" + trimTooEarly));
        ledgers.forEach(ledger -> command.add("" + ledger.acknowledged()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private void read(Process process, CountDownLatch working, List<String> complaints) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (line.startsWith("acknowledged ") && line.endsWith(".")) { // Whole, not cut by the kill.
                    ledgers.get(Integer.parseInt(words[1])).acknowledged(Integer.parseInt(words[2]));
                } else if (line.startsWith("working ")) {
                    working.countDown();
                } else if (line.startsWith("failed ")) {
                    complaints.add(line);
                }
            }
        } catch (IOException e) {
            complaints.add("output cannot be read: " + e);
        }
    }

    private void verify(int life) throws IOException {
        for (int store = 0; store < STORES; store++) {
            Ledger ledger = ledgers.get(store);
            try (DataDirectory data = DataDirectory.open(directory.resolve("" + store));
                    FileJournal journal = FileJournal.open(data.journal(), Life.SEGMENTS);
                    ReadingStore opened = Life.open(data)) {
                StoryHub hub = new StoryHub(journal, opened, ledger.story());
                assertThat(hub.report().damaged()).isEmpty();
                ledger.maintained(Story.time(hub.next()));
                ledger.verify(opened);
                long before = opened.statistics().duplicates();
                int repeated = hub.append(0, 20, ledger);
                assertThat(opened.statistics().duplicates() - before).isEqualTo(repeated);
                ledger.verify(opened);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dhub.seed=" + seed + " store " + store + " life " + life + ": " + e, e);
            }
        }
    }

    /** The process that is killed. */
    static final class Life {

        /** Small, so that there is much to begin and to trim. */
        private static final JournalOptions SEGMENTS = JournalOptions.defaults().withSegmentBytes(16 << 10);

        private static final int BATCH = 12;
        private static final int BATCHES_UNFOLDED = 100;

        private Life() {}

        public static void main(String[] args) {
            endWithTheTest();
            long seed = Long.parseLong(args[1]);
            for (int i = 0; i < STORES; i++) {
                int store = i;
                Path directory = Path.of(args[0], "" + store);
                int acknowledged = Integer.parseInt(args[4 + store]);
                SplittableRandom random = new SplittableRandom(seed + 1_000L * Long.parseLong(args[2]) + store);
                boolean trimTooEarly = Boolean.parseBoolean(args[3]);
                new Thread(() -> live(store, directory, new Story(seed + store), acknowledged, random, trimTooEarly))
                        .start();
            }
        }

        /** Whose end closes the pipe that this reads: otherwise it would live on when somebody stops the test. */
        private static void endWithTheTest() {
            Thread thread = new Thread(() -> {
                try {
                    while (System.in.read() >= 0) {
                        // Nothing is ever written to it.
                    }
                } catch (IOException e) {
                    // As its end.
                }
                Runtime.getRuntime().halt(1);
            });
            thread.setDaemon(true);
            thread.start();
        }

        static ReadingStore open(DataDirectory data) {
            return hub.store.h2.H2ReadingStore.open(
                    data.database(), StoreOptions.foldingAt(1_000_000).withRetention(Story.RETENTION));
        }

        private static void live(
                int store,
                Path directory,
                Story story,
                int acknowledged,
                SplittableRandom random,
                boolean trimTooEarly) {
            try (DataDirectory data = DataDirectory.open(directory);
                    FileJournal journal = FileJournal.open(data.journal(), SEGMENTS);
                    ReadingStore opened = open(data)) {
                StoryHub hub = new StoryHub(journal, opened, story);
                if (hub.next() < acknowledged) {
                    throw new IllegalStateException(hub.next() + " entries of " + acknowledged);
                }
                Ledger ledger = new Ledger(story);
                if (trimTooEarly) {
                    trimTooEarly(store, hub, ledger);
                }
                say("working " + store);
                while (!Thread.currentThread().isInterrupted()) {
                    say("acknowledged " + store + " " + hub.step(random, ledger) + " .");
                }
            } catch (RuntimeException | AssertionError e) {
                say("failed " + store + " " + e);
            }
        }

        /** With more in the journal than a segment; the kill comes at the worst moment, which it would hit by chance only. */
        private static void trimTooEarly(int store, StoryHub hub, Ledger ledger) {
            for (int i = 0; i < BATCHES_UNFOLDED; i++) {
                int repeated = hub.append(BATCH, 0, ledger);
                assertThat(repeated).isZero();
                say("acknowledged " + store + " " + hub.next() + " .");
            }
            hub.trimTooEarly(() -> awaitTheKill(store));
            hub.fold();
        }

        private static void awaitTheKill(int store) {
            say("working " + store);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void say(String line) {
            synchronized (System.out) {
                System.out.println(line);
                System.out.flush();
            }
        }
    }
}
