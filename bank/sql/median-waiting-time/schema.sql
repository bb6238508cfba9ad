CREATE TABLE wards (
    ward_id INTEGER PRIMARY KEY,
    ward TEXT NOT NULL
);

-- one row for each patient who came
CREATE TABLE visits (
    visit_id INTEGER PRIMARY KEY,
    ward_id INTEGER NOT NULL,
    minutes INTEGER  -- waited for a doctor; NULL: not recorded
);
