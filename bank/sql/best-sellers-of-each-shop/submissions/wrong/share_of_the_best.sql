-- mistake: the share is computed after the filter
-- says: Your shares add up to 1 over the listed products only: the total was taken after the filter. Take it in the step in which all products are still there.
-- verdict: wrong-answer
WITH p AS (SELECT shop, product, sum(pieces * price) AS revenue FROM sales GROUP BY shop, product),
q AS (SELECT *, rank() OVER (PARTITION BY shop ORDER BY revenue DESC) AS place FROM p)
SELECT shop, product, revenue, place, 1.0 * revenue / sum(revenue) OVER (PARTITION BY shop) AS share
FROM q WHERE place <= 3 ORDER BY shop, place, product
