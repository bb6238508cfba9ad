-- mistake: windows of 30 days instead of calendar months
-- says: You counted in steps of 30 days from the day of signing up. Here month 1 is the next calendar month, whatever the day.
-- verdict: wrong-answer
WITH p AS (SELECT learner, strftime('%Y-%m', signed_up) AS cohort, signed_up FROM learners),
c AS (SELECT cohort, count(*) AS members FROM p GROUP BY cohort), m (month) AS (VALUES (0), (1), (2)),
a AS (SELECT DISTINCT p.learner, p.cohort, CAST(floor((julianday(day) - julianday(signed_up)) / 30) AS INTEGER) AS month FROM p JOIN lessons AS l ON l.learner = p.learner)
SELECT c.cohort, m.month, c.members, count(a.learner) AS active, 1.0 * count(a.learner) / c.members AS rate
FROM c CROSS JOIN m LEFT JOIN a ON a.cohort = c.cohort AND a.month = m.month GROUP BY c.cohort, m.month ORDER BY c.cohort, m.month
