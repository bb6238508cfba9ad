-- mistake: filters by as_of: late loads and corrections leak
-- says: You filtered by as_of, so balances that arrived only after the application are used. What was known is what had been loaded: compare loaded_at.
-- verdict: wrong-answer
WITH k AS (SELECT a.application, b.as_of, b.balance, row_number() OVER (PARTITION BY a.application ORDER BY b.as_of DESC, b.loaded_at DESC) AS n
FROM applications AS a LEFT JOIN balances AS b ON b.customer = a.customer AND b.as_of < a.applied_at)
SELECT application, as_of, balance FROM k WHERE n = 1 ORDER BY application
