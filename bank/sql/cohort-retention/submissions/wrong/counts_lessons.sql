-- mistake: counts lessons instead of learners
-- says: You counted lessons: somebody with two lessons in a month counts twice. Count each learner once a month, with DISTINCT.
-- verdict: wrong-answer
WITH p AS (SELECT learner, strftime('%Y-%m', signed_up) AS cohort, 12 * strftime('%Y', signed_up) + strftime('%m', signed_up) AS s FROM learners),
c AS (SELECT cohort, count(*) AS members FROM p GROUP BY cohort), m (month) AS (VALUES (0), (1), (2)),
a AS (SELECT p.learner, p.cohort, 12 * strftime('%Y', day) + strftime('%m', day) - s AS month FROM p JOIN lessons AS l ON l.learner = p.learner)
SELECT c.cohort, m.month, c.members, count(a.learner) AS active, 1.0 * count(a.learner) / c.members AS rate
FROM c CROSS JOIN m LEFT JOIN a ON a.cohort = c.cohort AND a.month = m.month GROUP BY c.cohort, m.month ORDER BY c.cohort, m.month
