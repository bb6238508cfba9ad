-- mistake: ties go to the lowest id
-- says: Of two contacts updated at the same time you kept the lower id. Order by updated_at DESC and then by id DESC.
-- verdict: wrong-answer
WITH c AS (SELECT id, nullif(lower(trim(email)), '') AS a, name, updated_at FROM contacts),
n AS (SELECT *, row_number() OVER (PARTITION BY coalesce(a, 'x' || id) ORDER BY updated_at DESC, id) AS n FROM c)
SELECT id, a AS email, name FROM n WHERE n = 1 ORDER BY id
