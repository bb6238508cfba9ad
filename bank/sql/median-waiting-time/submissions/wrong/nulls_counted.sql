-- mistake: numbers the missing waits too
-- says: Missing waits got a place in your sort, in front of all others, and moved the middle down. Leave them out before you number and count.
-- verdict: wrong-answer
WITH x AS (SELECT ward_id, minutes, row_number() OVER (PARTITION BY ward_id ORDER BY minutes) AS place, count(*) OVER (PARTITION BY ward_id) AS n FROM visits),
m AS (SELECT ward_id, avg(minutes) AS median FROM x WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY ward_id)
SELECT w.ward, (SELECT count(minutes) FROM visits AS v WHERE v.ward_id = w.ward_id) AS patients, m.median FROM wards AS w LEFT JOIN m ON m.ward_id = w.ward_id
