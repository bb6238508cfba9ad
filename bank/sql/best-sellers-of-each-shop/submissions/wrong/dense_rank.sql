-- mistake: DENSE_RANK instead of RANK
-- says: After a tie your places go on without a gap (1, 1, 2), so a fourth product slips in. The places behind a tie stay empty: that is RANK.
-- verdict: wrong-answer
WITH p AS (SELECT shop, product, sum(pieces * price) AS revenue FROM sales GROUP BY shop, product),
q AS (SELECT *, dense_rank() OVER (PARTITION BY shop ORDER BY revenue DESC) AS place, 1.0 * revenue / sum(revenue) OVER (PARTITION BY shop) AS share FROM p)
SELECT shop, product, revenue, place, share FROM q WHERE place <= 3 ORDER BY shop, place, product
