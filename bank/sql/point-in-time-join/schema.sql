CREATE TABLE applications (
    application INTEGER PRIMARY KEY,
    customer TEXT NOT NULL,
    applied_at TEXT NOT NULL  -- 2024-04-10 09:30
);

-- what the warehouse has received; a day may come late, and may come again
CREATE TABLE balances (
    customer TEXT NOT NULL,
    as_of TEXT NOT NULL,      -- the day it describes, 2024-04-08
    loaded_at TEXT NOT NULL,  -- when it arrived, 2024-04-09 06:00
    balance INTEGER NOT NULL  -- in euros
);
