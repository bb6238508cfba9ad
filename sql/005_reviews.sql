-- Memory. Both tables follow from the log and can be made again from it.

-- What a probe was answered, as a review of a card: `id` is the event of the answer. `day` is the learner's, from 04:00 on, as a number since 1970. The grade (1 again to 4 easy)
-- is what the learner said, or what was suggested until then; a review that was taken back stays, with `undone`.
CREATE TABLE reviews (
    id TEXT PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    probe TEXT NOT NULL,
    at BIGINT NOT NULL,
    day BIGINT NOT NULL,
    correct BIGINT NOT NULL,
    suggested BIGINT NOT NULL,
    grade BIGINT NOT NULL,
    spent_ms BIGINT NOT NULL,
    undone BIGINT NOT NULL
);
CREATE INDEX reviews_by_card ON reviews (learner_id, question_uuid, probe, id);
CREATE INDEX reviews_by_day ON reviews (learner_id, day);

-- Where a card stands after its reviews.
CREATE TABLE cards (
    learner_id TEXT NOT NULL REFERENCES learners (id),
    question_uuid TEXT NOT NULL,
    probe TEXT NOT NULL,
    stability DOUBLE PRECISION NOT NULL,
    difficulty DOUBLE PRECISION NOT NULL,
    day BIGINT NOT NULL,
    due BIGINT NOT NULL,
    reviews BIGINT NOT NULL,
    lapses BIGINT NOT NULL,
    PRIMARY KEY (learner_id, question_uuid, probe)
);
CREATE INDEX cards_by_due ON cards (learner_id, due);
