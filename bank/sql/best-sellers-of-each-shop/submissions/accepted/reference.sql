-- approach: group once, then rank and sum in windows
WITH products AS (
    SELECT shop, product, sum(pieces * price) AS revenue
    FROM sales
    GROUP BY shop, product
), placed AS (
    SELECT shop, product, revenue,
           rank() OVER (PARTITION BY shop ORDER BY revenue DESC) AS place,
           1.0 * revenue / sum(revenue) OVER (PARTITION BY shop) AS share
    FROM products
)
SELECT shop, product, revenue, place, share
FROM placed
WHERE place <= 3
ORDER BY shop, place, product
