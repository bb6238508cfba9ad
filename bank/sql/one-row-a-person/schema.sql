CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    email TEXT,               -- as somebody typed it; may be missing
    name TEXT NOT NULL,
    updated_at TEXT NOT NULL  -- 2024-03-01 14:05
);
