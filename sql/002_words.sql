-- Answers in words: who they speak to, how sure their score is, the interviewer's follow-ups, and where the learner disagrees.

-- A draft is of a part of a question: '' for code, the audience for an answer in words.
CREATE TABLE drafts_by_part (
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    part TEXT NOT NULL,
    revision BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    spent_ms BIGINT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (learner_id, question_uuid, part)
);
INSERT INTO drafts_by_part (learner_id, question_uuid, part, revision, saved, spent_ms, code)
    SELECT learner_id, question_uuid, '', revision, saved, spent_ms, code FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_by_part RENAME TO drafts;
CREATE INDEX drafts_by_time ON drafts (learner_id, saved);

-- What an attempt in words has beside attempts.verdict (the band) and attempts.score: the likely range, and the two other ways to read it,
-- with the follow-ups counted in and with the learner's own view of the points. Both are NULL where there is none.
CREATE TABLE answers (
    attempt_id TEXT PRIMARY KEY NOT NULL REFERENCES attempts (id),
    learner_id TEXT NOT NULL REFERENCES learners (id),
    audience TEXT NOT NULL CHECK (audience IN ('peer', 'stakeholder')),
    low DOUBLE PRECISION NOT NULL,
    high DOUBLE PRECISION NOT NULL,
    band_sure BIGINT NOT NULL,
    followed_band TEXT,
    followed_score DOUBLE PRECISION,
    claimed_band TEXT,
    claimed_score DOUBLE PRECISION
);

-- Replies to what the interviewer asked after an answer, in order.
CREATE TABLE followups (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    round BIGINT NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    point TEXT NOT NULL,
    found TEXT NOT NULL,
    at BIGINT NOT NULL,
    ask TEXT NOT NULL,
    reply TEXT NOT NULL,
    finding TEXT NOT NULL,
    PRIMARY KEY (attempt_id, round)
);

-- "I disagree": the learner's own view of a point, beside the engine's.
CREATE TABLE claims (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    point TEXT NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    engine TEXT NOT NULL,
    found TEXT NOT NULL CHECK (found IN ('yes', 'partly', 'no')),
    at BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (attempt_id, point)
);
CREATE INDEX claims_by_time ON claims (at);

-- Stages of a problem that a learner has opened: from then on the fact that comes with one is told.
CREATE TABLE stages (
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    stage TEXT NOT NULL,
    opened BIGINT NOT NULL,
    PRIMARY KEY (learner_id, question_uuid, stage)
);
