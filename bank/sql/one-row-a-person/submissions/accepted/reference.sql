-- approach: numbers the contacts of a person, keeps the first
WITH clean AS (
    SELECT id, nullif(lower(trim(email)), '') AS address, name, updated_at
    FROM contacts
), numbered AS (
    SELECT id, address, name,
           row_number() OVER (PARTITION BY coalesce(address, 'no address of ' || id) ORDER BY updated_at DESC, id DESC) AS n
    FROM clean
)
SELECT id, address AS email, name
FROM numbered
WHERE n = 1
ORDER BY id
