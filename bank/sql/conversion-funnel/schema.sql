-- one row for each thing that a visitor did
CREATE TABLE events (
    visitor INTEGER NOT NULL,
    step TEXT NOT NULL,      -- view, seat or pay
    at TEXT NOT NULL         -- 2024-06-01 10:05:00
);
