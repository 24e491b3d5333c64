-- One row: how far the journal is folded into this database.
CREATE TABLE fold (
    id              TINYINT PRIMARY KEY CHECK (id = 1),
    position        BIGINT NOT NULL,
    last_chunk      BIGINT NOT NULL,
    last_event      BIGINT NOT NULL
);
INSERT INTO fold VALUES (1, 0, 0, 0);

CREATE TABLE device (
    id              INTEGER PRIMARY KEY,
    name            VARCHAR(64) NOT NULL UNIQUE,
    profile         VARCHAR,
    last_received   BIGINT,
    last_state      BIGINT
);

-- "last_value" is the IEEE 754 bits: DOUBLE PRECISION makes 0.0 of -0.0.
CREATE TABLE series (
    id              INTEGER PRIMARY KEY,
    device_id       INTEGER NOT NULL REFERENCES device,
    metric          VARCHAR(64) NOT NULL,
    unit            VARCHAR(32) NOT NULL,
    last_time       BIGINT NOT NULL,
    last_value      BIGINT NOT NULL,
    UNIQUE (device_id, metric)
);

-- The highest sequence number of each epoch; "used" orders a device's epochs, the newest highest.
CREATE TABLE mark (
    device_id       INTEGER NOT NULL REFERENCES device,
    epoch           BIGINT NOT NULL,
    seq             BIGINT NOT NULL,
    used            INTEGER NOT NULL,
    PRIMARY KEY (device_id, epoch)
);

-- Times in microseconds since 1970. A higher id arrived later and wins over a lower one at the same time.
CREATE TABLE chunk (
    id              BIGINT PRIMARY KEY,
    series_id       INTEGER NOT NULL,
    min_time        BIGINT NOT NULL,
    max_time        BIGINT NOT NULL,
    readings        INTEGER NOT NULL,
    min_value       DOUBLE PRECISION NOT NULL,
    max_value       DOUBLE PRECISION NOT NULL,
    sum_value       DOUBLE PRECISION NOT NULL,
    first_value     DOUBLE PRECISION NOT NULL,
    last_value      DOUBLE PRECISION NOT NULL,
    payload         VARBINARY(1048576) NOT NULL
);
-- All that finding chunks needs: without min_time and id here, each candidate's payload would be read as well.
CREATE INDEX chunk_of_series ON chunk (series_id, max_time, min_time, id);

CREATE TABLE event (
    id              BIGINT PRIMARY KEY,
    time            BIGINT NOT NULL,
    device_id       INTEGER REFERENCES device,
    type            TINYINT NOT NULL,
    reason          VARCHAR(500) NOT NULL,
    detail          VARCHAR(500) NOT NULL
);
CREATE INDEX event_of_device ON event (device_id, id);
