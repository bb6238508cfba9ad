-- approach: joins all that was known, numbers it, keeps the best
WITH known AS (
    SELECT a.application, b.as_of, b.balance,
           row_number() OVER (PARTITION BY a.application ORDER BY b.as_of DESC, b.loaded_at DESC) AS n
    FROM applications AS a
    LEFT JOIN balances AS b ON b.customer = a.customer AND b.loaded_at < a.applied_at
)
SELECT application, as_of, balance
FROM known
WHERE n = 1
ORDER BY application
