-- approach: keeps a contact if no better one exists
WITH clean AS (
    SELECT id, nullif(lower(trim(email)), '') AS address, name, updated_at
    FROM contacts
)
SELECT c.id, c.address AS email, c.name
FROM clean AS c
WHERE NOT EXISTS (
    SELECT 1 FROM clean AS b
    WHERE b.address = c.address
      AND (b.updated_at > c.updated_at OR (b.updated_at = c.updated_at AND b.id > c.id)))
ORDER BY c.id
