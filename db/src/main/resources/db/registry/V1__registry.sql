-- H2 commits after each statement: if the hub dies in between, all of this runs again. So each must do for a second time.

-- Every row has a CRC32C of its other columns in "row_check": H2 checks the heads of its pages, not what they hold.

-- Devices, users, tokens and keys, each a JSON object: the hub holds all of them in memory and never asks for a part of one.
CREATE TABLE IF NOT EXISTS registered (
    kind            VARCHAR(16) NOT NULL,
    name            VARCHAR(128) NOT NULL,
    content         VARCHAR(65536) NOT NULL,
    row_check       INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
);

-- What was changed, by whom, from where; numbers have no gap. "total" is how many rows "registered" has after it.
CREATE TABLE IF NOT EXISTS audit (
    id              BIGINT PRIMARY KEY,
    total           BIGINT NOT NULL,
    content         VARCHAR(65536) NOT NULL,
    row_check       INTEGER NOT NULL
);
