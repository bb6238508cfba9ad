-- mistake: compares upper and lower case
-- says: Ana@Maple.example and ana@maple.example stayed two people. Make the addresses lower case before you compare them.
-- verdict: wrong-answer
WITH c AS (SELECT id, nullif(trim(email), '') AS a, name, updated_at FROM contacts),
n AS (SELECT *, row_number() OVER (PARTITION BY coalesce(a, 'x' || id) ORDER BY updated_at DESC, id DESC) AS n FROM c)
SELECT id, lower(a) AS email, name FROM n WHERE n = 1 ORDER BY id
