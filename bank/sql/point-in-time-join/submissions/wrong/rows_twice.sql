-- mistake: joins with the maximum of as_of
-- says: A day that was loaded twice gives an application two rows. Choose one row by an order (as_of, then loaded_at) instead of joining with max(as_of).
-- verdict: wrong-answer
WITH k AS (SELECT a.application, max(b.as_of) AS day FROM applications AS a LEFT JOIN balances AS b ON b.customer = a.customer AND b.loaded_at < a.applied_at GROUP BY a.application)
SELECT k.application, b.as_of, b.balance FROM k JOIN applications AS a ON a.application = k.application
LEFT JOIN balances AS b ON b.customer = a.customer AND b.as_of = k.day AND b.loaded_at < a.applied_at ORDER BY k.application
