-- What a learner keeps to tell: stories of their work, in their own words. Which questions they serve is found anew when they are shown.
CREATE TABLE stories (
    id TEXT PRIMARY KEY NOT NULL,
    learner_id TEXT NOT NULL REFERENCES learners (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL
);
CREATE INDEX stories_by_learner ON stories (learner_id, created);
