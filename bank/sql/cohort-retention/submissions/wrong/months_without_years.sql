-- mistake: month numbers without the year
-- says: Across New Year your months are off by twelve: from December to January you get minus 11. Use 12 * year + month.
-- verdict: wrong-answer
WITH p AS (SELECT learner, strftime('%Y-%m', signed_up) AS cohort, 0 + strftime('%m', signed_up) AS s FROM learners),
c AS (SELECT cohort, count(*) AS members FROM p GROUP BY cohort), m (month) AS (VALUES (0), (1), (2)),
a AS (SELECT DISTINCT p.learner, p.cohort, strftime('%m', day) - s AS month FROM p JOIN lessons AS l ON l.learner = p.learner)
SELECT c.cohort, m.month, c.members, count(a.learner) AS active, 1.0 * count(a.learner) / c.members AS rate
FROM c CROSS JOIN m LEFT JOIN a ON a.cohort = c.cohort AND a.month = m.month GROUP BY c.cohort, m.month ORDER BY c.cohort, m.month
