-- The first schema. One dialect for SQLite and PostgreSQL: TEXT, BIGINT (also for yes and no), DOUBLE PRECISION, BYTEA.
-- Ids are UUIDv7 made by the program, so that they sort by time; times are UTC microseconds; JSON is TEXT.
-- Everything about a learner carries learner_id. Large texts stand last: SQLite reads a row from the front.

CREATE TABLE learners (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    created BIGINT NOT NULL,
    settings TEXT NOT NULL
);

-- Who may sign in as which learner. A house without accounts has one row, whose login is 'local'.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    login TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL
);

-- The hash of a cookie's token, never the token.
CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires);

-- The log: rows are only ever added (tools/lint-sql holds the source to that). Each says all there is to know, whatever becomes of the bank.
CREATE TABLE events (
    id TEXT PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    kind TEXT NOT NULL,
    question_uuid TEXT,
    question_hash TEXT,
    question_type TEXT,
    topic TEXT,
    dimension TEXT,
    difficulty BIGINT NOT NULL,
    zone TEXT NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX events_by_learner ON events (learner_id, id);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    request TEXT,
    question_uuid TEXT NOT NULL,
    question_slug TEXT NOT NULL,
    question_hash TEXT NOT NULL,
    question_type TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('submitted', 'judged', 'failed')),
    sure BIGINT NOT NULL,
    verdict TEXT,
    score DOUBLE PRECISION NOT NULL,
    felt TEXT,
    spent_ms BIGINT NOT NULL,
    created BIGINT NOT NULL,
    judged BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    total BIGINT NOT NULL,
    seed BIGINT NOT NULL,
    code TEXT NOT NULL,
    feedback TEXT,
    UNIQUE (learner_id, request)
);
CREATE INDEX attempts_by_learner ON attempts (learner_id, id);
CREATE INDEX attempts_by_question ON attempts (learner_id, question_uuid, id, verdict);
CREATE INDEX attempts_pending ON attempts (id) WHERE status = 'submitted';

CREATE TABLE drafts (
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    revision BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    spent_ms BIGINT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (learner_id, question_uuid)
);
CREATE INDEX drafts_by_time ON drafts (learner_id, saved);

CREATE TABLE hints (
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    n BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    PRIMARY KEY (learner_id, question_uuid, n)
);

-- Questions whose explanation a learner opened by giving up.
CREATE TABLE unlocks (
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    unlocked BIGINT NOT NULL,
    PRIMARY KEY (learner_id, question_uuid)
);

CREATE TABLE probe_answers (
    id TEXT PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    probe TEXT NOT NULL,
    draw BIGINT NOT NULL,
    correct BIGINT NOT NULL,
    at BIGINT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX probe_answers_by_question ON probe_answers (learner_id, question_uuid, id);
