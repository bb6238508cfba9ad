-- mistake: chooses by loaded_at instead of as_of
-- says: Among the known balances you took the one that arrived last. The latest day counts first; the load decides only between versions of one day.
-- verdict: wrong-answer
WITH k AS (SELECT a.application, b.as_of, b.balance, row_number() OVER (PARTITION BY a.application ORDER BY b.loaded_at DESC) AS n
FROM applications AS a LEFT JOIN balances AS b ON b.customer = a.customer AND b.loaded_at < a.applied_at)
SELECT application, as_of, balance FROM k WHERE n = 1 ORDER BY application
