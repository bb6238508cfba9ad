-- mistake: does not trim
-- says: A space before or behind an address made another person of it. Trim before you compare.
-- verdict: wrong-answer
WITH c AS (SELECT id, CASE WHEN trim(email) <> '' THEN lower(email) END AS a, name, updated_at FROM contacts),
n AS (SELECT *, row_number() OVER (PARTITION BY coalesce(a, 'x' || id) ORDER BY updated_at DESC, id DESC) AS n FROM c)
SELECT id, trim(a) AS email, name FROM n WHERE n = 1 ORDER BY id
