-- approach: number the waits, keep the middle ones, average them
WITH numbered AS (
    SELECT ward_id, minutes,
           row_number() OVER (PARTITION BY ward_id ORDER BY minutes) AS place,
           count(*) OVER (PARTITION BY ward_id) AS n
    FROM visits
    WHERE minutes IS NOT NULL
), medians AS (
    SELECT ward_id, n, avg(minutes) AS median
    FROM numbered
    WHERE place IN ((n + 1) / 2, (n + 2) / 2)
    GROUP BY ward_id, n
)
SELECT w.ward, coalesce(m.n, 0) AS patients, m.median
FROM wards AS w LEFT JOIN medians AS m ON m.ward_id = w.ward_id
