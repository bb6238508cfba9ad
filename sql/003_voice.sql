-- Spoken answers that nobody but the learner has heard: the points were ticked by the learner. Such an attempt has neither verdict nor score of the engine;
-- where it stands by the ticks is in claimed_band and claimed_score, and the ticks are attempts.feedback.
ALTER TABLE answers ADD COLUMN self_assessed BIGINT NOT NULL DEFAULT 0;
