-- everybody who signed up
CREATE TABLE learners (
    learner INTEGER PRIMARY KEY,
    signed_up TEXT NOT NULL   -- 2024-01-15
);

-- one row for each lesson that was taken
CREATE TABLE lessons (
    learner INTEGER NOT NULL,
    day TEXT NOT NULL,        -- 2024-01-15
    minutes INTEGER NOT NULL
);
