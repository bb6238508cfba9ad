-- approach: looks up the best row for each application
WITH chosen AS (
    SELECT a.application,
           (SELECT b.rowid FROM balances AS b
            WHERE b.customer = a.customer AND b.loaded_at < a.applied_at
            ORDER BY b.as_of DESC, b.loaded_at DESC
            LIMIT 1) AS row
    FROM applications AS a
)
SELECT c.application, b.as_of, b.balance
FROM chosen AS c LEFT JOIN balances AS b ON b.rowid = c.row
ORDER BY c.application
