-- mistake: inner join
-- says: Wards without recorded waits are missing. Start from wards, and attach the medians with a LEFT JOIN.
-- verdict: wrong-answer
WITH x AS (SELECT ward_id, minutes, row_number() OVER (PARTITION BY ward_id ORDER BY minutes) AS place, count(*) OVER (PARTITION BY ward_id) AS n FROM visits WHERE minutes IS NOT NULL),
m AS (SELECT ward_id, n, avg(minutes) AS median FROM x WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY ward_id, n)
SELECT w.ward, m.n AS patients, m.median FROM wards AS w JOIN m ON m.ward_id = w.ward_id
