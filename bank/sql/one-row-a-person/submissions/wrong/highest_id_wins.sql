-- mistake: takes the highest id instead of the last update
-- says: You kept the contact with the highest id. What counts is updated_at; the id decides only among equal times.
-- verdict: wrong-answer
WITH c AS (SELECT id, nullif(lower(trim(email)), '') AS a, name, updated_at FROM contacts),
n AS (SELECT *, row_number() OVER (PARTITION BY coalesce(a, 'x' || id) ORDER BY id DESC) AS n FROM c)
SELECT id, a AS email, name FROM n WHERE n = 1 ORDER BY id
