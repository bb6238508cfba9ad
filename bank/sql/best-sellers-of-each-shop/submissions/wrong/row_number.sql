-- mistake: ROW_NUMBER instead of RANK
-- says: Products with the same revenue got different places, in an order that nobody chose. RANK gives equal rows the same place.
-- verdict: wrong-answer
WITH p AS (SELECT shop, product, sum(pieces * price) AS revenue FROM sales GROUP BY shop, product),
q AS (SELECT *, row_number() OVER (PARTITION BY shop ORDER BY revenue DESC, product) AS place, 1.0 * revenue / sum(revenue) OVER (PARTITION BY shop) AS share FROM p)
SELECT shop, product, revenue, place, share FROM q WHERE place <= 3 ORDER BY shop, place, product
