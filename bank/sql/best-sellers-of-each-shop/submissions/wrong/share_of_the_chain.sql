-- mistake: no PARTITION BY in the sum
-- says: Your shares are parts of the revenue of all shops together. Give the sum the same PARTITION BY shop as the rank.
-- verdict: wrong-answer
WITH p AS (SELECT shop, product, sum(pieces * price) AS revenue FROM sales GROUP BY shop, product),
q AS (SELECT *, rank() OVER (PARTITION BY shop ORDER BY revenue DESC) AS place, 1.0 * revenue / sum(revenue) OVER () AS share FROM p)
SELECT shop, product, revenue, place, share FROM q WHERE place <= 3 ORDER BY shop, place, product
