-- mistake: the median of the different waits
-- says: You took the median of the different waits. Two patients who waited 10 minutes are two patients: drop the DISTINCT.
-- verdict: wrong-answer
WITH d AS (SELECT DISTINCT ward_id, minutes FROM visits WHERE minutes IS NOT NULL),
x AS (SELECT ward_id, minutes, row_number() OVER (PARTITION BY ward_id ORDER BY minutes) AS place, count(*) OVER (PARTITION BY ward_id) AS n FROM d),
m AS (SELECT ward_id, avg(minutes) AS median FROM x WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY ward_id)
SELECT w.ward, (SELECT count(minutes) FROM visits AS v WHERE v.ward_id = w.ward_id) AS patients, m.median FROM wards AS w LEFT JOIN m ON m.ward_id = w.ward_id
