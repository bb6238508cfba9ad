-- mistake: no filter by time
-- says: You took the latest balance of all time, also one of weeks after the application. Look only at what was loaded before it.
-- verdict: wrong-answer
WITH k AS (SELECT a.application, b.as_of, b.balance, row_number() OVER (PARTITION BY a.application ORDER BY b.loaded_at DESC) AS n
FROM applications AS a LEFT JOIN balances AS b ON b.customer = a.customer)
SELECT application, as_of, balance FROM k WHERE n = 1 ORDER BY application
