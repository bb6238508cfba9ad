-- one row for each product that was sold in a shop on a day
CREATE TABLE sales (
    shop TEXT NOT NULL,
    day TEXT NOT NULL,       -- 2024-05-03
    product TEXT NOT NULL,
    pieces INTEGER NOT NULL, -- how many were sold
    price INTEGER NOT NULL   -- of one piece, in cents
);
