-- mistake: the lower of the two middle waits
-- says: With an even number of waits you return the lower middle one. Take the mean of both: places (n + 1) / 2 and (n + 2) / 2.
-- verdict: wrong-answer
WITH x AS (SELECT ward_id, minutes, row_number() OVER (PARTITION BY ward_id ORDER BY minutes) AS place, count(*) OVER (PARTITION BY ward_id) AS n FROM visits WHERE minutes IS NOT NULL),
m AS (SELECT ward_id, n, avg(minutes) AS median FROM x WHERE place = (n + 1) / 2 GROUP BY ward_id, n)
SELECT w.ward, coalesce(m.n, 0) AS patients, m.median FROM wards AS w LEFT JOIN m ON m.ward_id = w.ward_id
