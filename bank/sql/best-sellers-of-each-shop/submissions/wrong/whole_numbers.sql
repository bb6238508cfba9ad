-- mistake: integer division
-- says: All your shares are 0 or 1. Two integers divide to an integer here; multiply one of them by 1.0 before you divide.
-- verdict: wrong-answer
WITH p AS (SELECT shop, product, sum(pieces * price) AS revenue FROM sales GROUP BY shop, product),
q AS (SELECT *, rank() OVER (PARTITION BY shop ORDER BY revenue DESC) AS place, revenue / sum(revenue) OVER (PARTITION BY shop) AS share FROM p)
SELECT shop, product, revenue, place, share FROM q WHERE place <= 3 ORDER BY shop, place, product
