-- mistake: merges the contacts without an address
-- says: All contacts without an address became one. PARTITION BY and GROUP BY put every NULL into one group: give each of these contacts a key of its own.
-- verdict: wrong-answer
WITH c AS (SELECT id, nullif(lower(trim(email)), '') AS a, name, updated_at FROM contacts),
n AS (SELECT *, row_number() OVER (PARTITION BY a ORDER BY updated_at DESC, id DESC) AS n FROM c)
SELECT id, a AS email, name FROM n WHERE n = 1 ORDER BY id
