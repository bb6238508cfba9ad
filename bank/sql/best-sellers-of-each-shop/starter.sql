SELECT shop, product
FROM sales
