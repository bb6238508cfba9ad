-- mistake: the mean
-- says: This is the mean, which the forgotten clock pulls up. The median is the wait in the middle of the sorted ones.
-- verdict: wrong-answer
SELECT w.ward, count(v.minutes) AS patients, avg(v.minutes) AS median FROM wards AS w LEFT JOIN visits AS v ON v.ward_id = w.ward_id GROUP BY w.ward_id, w.ward
