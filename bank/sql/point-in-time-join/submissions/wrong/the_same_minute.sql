-- mistake: lets a load at the very moment in
-- says: A balance that was loaded at the very minute of the application is used. Strictly before means <, not <=.
-- verdict: wrong-answer
WITH k AS (SELECT a.application, b.as_of, b.balance, row_number() OVER (PARTITION BY a.application ORDER BY b.as_of DESC, b.loaded_at DESC) AS n
FROM applications AS a LEFT JOIN balances AS b ON b.customer = a.customer AND b.loaded_at <= a.applied_at)
SELECT application, as_of, balance FROM k WHERE n = 1 ORDER BY application
