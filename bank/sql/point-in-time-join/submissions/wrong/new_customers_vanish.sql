-- mistake: inner join
-- says: Applications without a known balance are missing. A LEFT JOIN with the time condition in ON keeps them, with NULL.
-- verdict: wrong-answer
WITH k AS (SELECT a.application, b.as_of, b.balance, row_number() OVER (PARTITION BY a.application ORDER BY b.as_of DESC, b.loaded_at DESC) AS n
FROM applications AS a JOIN balances AS b ON b.customer = a.customer AND b.loaded_at < a.applied_at)
SELECT application, as_of, balance FROM k WHERE n = 1 ORDER BY application
