-- The newest event of a kind is found without reading the others.
CREATE INDEX events_by_kind ON events (learner_id, kind, id);

-- An address under which a calendar reads the plan without a session: by the hash of its token. A learner has one at most.
CREATE TABLE feeds (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL UNIQUE REFERENCES learners (id),
    created BIGINT NOT NULL
);
