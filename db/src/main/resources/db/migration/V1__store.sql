-- H2 commits after each statement: if the hub dies in between, all of this runs again. So each must do for a second time.

-- Every row has a CRC32C of its other columns in "row_check": H2 checks the heads of its pages, not what they hold.

-- One row: how far the journal is folded into this database, and what must be in it.
-- Events: the greatest time of one, and by how much at most one is behind one before it. "chunk_digest" is the sum of the digests of all rows in "chunk": a row that is lost, or too many, shows.
CREATE TABLE IF NOT EXISTS store (
    id              TINYINT PRIMARY KEY CHECK (id = 1),
    position        BIGINT NOT NULL,
    last_chunk      BIGINT NOT NULL,
    last_event      BIGINT NOT NULL,
    latest_event    BIGINT NOT NULL,
    set_back        BIGINT NOT NULL,
    devices         INTEGER NOT NULL,
    series          INTEGER NOT NULL,
    chunks          BIGINT NOT NULL,
    chunk_digest    BIGINT NOT NULL,
    row_check       INTEGER NOT NULL
);

-- "state" is what changes with every fold (DeviceStateCodec): sequence marks and the newest reading of each series.
CREATE TABLE IF NOT EXISTS device (
    id              INTEGER PRIMARY KEY,
    name            VARCHAR(64) NOT NULL,
    profile         VARCHAR,
    state           VARBINARY(1048576) NOT NULL,
    row_check       INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS series (
    id              INTEGER PRIMARY KEY,
    device_id       INTEGER NOT NULL,
    metric          VARCHAR(64) NOT NULL,
    unit            VARCHAR(32) NOT NULL,
    row_check       INTEGER NOT NULL
);

-- Which chunks there are. All of it is in memory while the hub runs. Times in microseconds since 1970.
-- Of two readings of one series and time, the one in the chunk of the higher "arrival" wins.
CREATE TABLE IF NOT EXISTS chunk (
    id              BIGINT PRIMARY KEY,
    device_id       INTEGER NOT NULL,
    arrival         BIGINT NOT NULL,
    min_time        BIGINT NOT NULL,
    max_time        BIGINT NOT NULL,
    readings        INTEGER NOT NULL,
    row_check       INTEGER NOT NULL
);

-- The readings of a chunk; the payload has a checksum of its own.
CREATE TABLE IF NOT EXISTS payload (
    id              BIGINT PRIMARY KEY,
    payload         VARBINARY(1048576) NOT NULL
);

-- Payloads whose chunk is gone (merged or expired), but which a question that began before may still read.
CREATE TABLE IF NOT EXISTS garbage (
    id              BIGINT PRIMARY KEY
);

-- Numbers have no gap. "latest" is the greatest time up to this event, "previous" the device's event before it: by these an
-- event is found, and missed if it is lost. An index would have no checksum.
CREATE TABLE IF NOT EXISTS event (
    id              BIGINT PRIMARY KEY,
    time            BIGINT NOT NULL,
    device_id       INTEGER,
    type            TINYINT NOT NULL,
    reason          VARCHAR(500) NOT NULL,
    detail          VARCHAR(1100) NOT NULL,
    latest          BIGINT NOT NULL,
    previous        BIGINT NOT NULL,
    row_check       INTEGER NOT NULL
);
