package hub.store.h2;

import hub.store.chunk.Chunk;
import hub.store.chunk.ChunkSummary;
import hub.store.chunk.DecodedSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the tables {@code chunk}, {@code garbage} and {@code payload}: every reading of every payload is decoded. */
final class ChunkCheck {

    private static final String QUERIES_FAIL = "questions for these readings fail, others do not; " + TableScan.RESTORE;
    private static final String CANNOT_START = "the hub does not start with it: " + TableScan.RESTORE;

    /** A chunk's row; of one that is damaged only the id counts. */
    private record Row(int device, ChunkRef chunk, boolean intact) {}

    private final TableScan scan;
    private final CatalogueCheck catalogue;
    private final Map<Long, Row> chunks = new HashMap<>();
    private final Set<Long> garbage = new HashSet<>();
    private final Set<Long> found = new HashSet<>();
    private long digest;
    private long readings;
    private long newestTime = Long.MIN_VALUE;

    ChunkCheck(TableScan scan, CatalogueCheck catalogue) {
        this.scan = scan;
        this.catalogue = catalogue;
    }

    /** @param store what must be there; empty if that is not known */
    void run(Optional<StoreRow> store) {
        long lastChunk = store.map(StoreRow::lastChunk).orElse(Long.MAX_VALUE);
        scan.each(
                "chunk",
                "device_id, arrival, min_time, max_time, readings, row_check",
                1_000,
                (id, row) -> readChunk(id, row, lastChunk));
        store.ifPresent(this::requireAll);
        scan.each("garbage", "id", 1_000, this::readGarbage);
        scan.each("payload", "payload", 64, this::readPayload);
        chunks.forEach((id, row) -> requirePayload(id, describe(row)));
        garbage.forEach(id -> requirePayload(id, "garbage " + id));
    }

    private void requireAll(StoreRow store) {
        if (chunks.size() != store.chunks() || digest != store.chunkDigest()) {
            scan.damage(
                    "chunk",
                    "all rows",
                    "there are " + chunks.size() + ", there should be " + store.chunks()
                            + (chunks.size() == store.chunks() ? " others" : ""),
                    CANNOT_START);
        }
    }

    private void readChunk(long id, ResultSet row, long lastChunk) throws SQLException {
        int device = row.getInt(2);
        ChunkRef chunk = new ChunkRef(id, row.getLong(3), row.getLong(4), row.getLong(5), row.getInt(6));
        digest += chunk.digest(device);
        chunks.put(id, new Row(device, chunk, false));
        ChunkWriter.check(device, chunk).require(row.getInt(7), "the row");
        chunks.put(id, new Row(device, chunk, true));
        readings += chunk.readings();
        newestTime = Math.max(newestTime, chunk.maxTime());
        if (!catalogue.knowsDevice(device)) {
            throw new DamagedRowException("is of device " + device + ", which is not there");
        }
        if (id < 1 || id > lastChunk || chunk.arrival() > id || chunk.minTime() > chunk.maxTime()) {
            throw new DamagedRowException("no such row is ever written: " + chunk);
        }
    }

    private void readGarbage(long id, ResultSet row) {
        garbage.add(id);
        if (chunks.containsKey(id)) {
            throw new DamagedRowException("its chunk is still there");
        }
    }

    private void readPayload(long id, ResultSet row) throws SQLException {
        found.add(id);
        Row known = chunks.get(id);
        if (known == null && !garbage.contains(id)) {
            throw new DamagedRowException("no chunk has it, and it does not wait for its deletion either");
        }
        byte[] payload = row.getBytes(2);
        try {
            check(Chunk.parse(payload), known);
        } catch (RuntimeException e) {
            String where = known == null ? "payload " + id + " (to be deleted)" : describe(known);
            scan.damage("payload", where, TableScan.message(e), known == null ? "nothing" : QUERIES_FAIL);
        }
    }

    private void check(Chunk chunk, @Nullable Row row) {
        long minTime = Long.MAX_VALUE;
        long maxTime = Long.MIN_VALUE;
        for (int column = 0; column < chunk.columns(); column++) {
            ChunkSummary summary = chunk.summary(column);
            ChunkSummary decoded = DecodedSummary.of(chunk, column);
            if (!summary.equals(decoded)) {
                throw new DamagedRowException(
                        "of series " + chunk.series(column) + " it says " + summary + ", its readings are " + decoded);
            }
            if (row != null && row.intact() && !catalogue.isOf(chunk.series(column), row.device())) {
                throw new DamagedRowException("holds series " + chunk.series(column) + ", which is not the device's");
            }
            minTime = Math.min(minTime, summary.minTime());
            maxTime = Math.max(maxTime, summary.maxTime());
        }
        if (row != null && row.intact()) {
            requireSame(row.chunk(), minTime, maxTime, chunk.readings());
        }
    }

    private static void requireSame(ChunkRef row, long minTime, long maxTime, int readings) {
        if (minTime != row.minTime() || maxTime != row.maxTime() || readings != row.readings()) {
            throw new DamagedRowException(
                    "holds " + readings + " readings from " + minTime + " to " + maxTime + ", its row says " + row);
        }
    }

    private void requirePayload(long id, String where) {
        if (!found.contains(id)) {
            scan.damage("payload", where, "has no payload", QUERIES_FAIL);
        }
    }

    /** A chunk as people can make something of it. */
    private String describe(Row row) {
        if (!row.intact()) {
            return "chunk " + row.chunk().id();
        }
        return "chunk " + row.chunk().id() + " of " + catalogue.describe(row.device()) + ", "
                + time(row.chunk().minTime()) + " to " + time(row.chunk().maxTime());
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    int count() {
        return chunks.size();
    }

    /** Readings of all chunks; of a series and time there may be several until they are merged. */
    long readings() {
        return readings;
    }

    /** Of the newest reading, in µs since 1970; the least time if there is none. */
    long newestTime() {
        return newestTime;
    }
}
