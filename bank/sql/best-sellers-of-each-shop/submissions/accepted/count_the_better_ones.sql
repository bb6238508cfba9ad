-- approach: no window: a place is one more than the number of better products
WITH products AS (
    SELECT shop, product, sum(pieces * price) AS revenue
    FROM sales
    GROUP BY shop, product
), shops AS (
    SELECT shop, sum(revenue) AS total FROM products GROUP BY shop
), placed AS (
    SELECT p.shop, p.product, p.revenue, 1.0 * p.revenue / s.total AS share,
           1 + (SELECT count(*) FROM products AS b WHERE b.shop = p.shop AND b.revenue > p.revenue) AS place
    FROM products AS p JOIN shops AS s ON s.shop = p.shop
)
SELECT shop, product, revenue, place, share FROM placed WHERE place <= 3 ORDER BY shop, place, product
