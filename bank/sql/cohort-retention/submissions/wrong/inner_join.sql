-- mistake: inner join: empty months vanish
-- says: Months in which nobody came back have no row in your result. Build all pairs of cohort and month first, and attach the activity with a LEFT JOIN.
-- verdict: wrong-answer
WITH p AS (SELECT learner, strftime('%Y-%m', signed_up) AS cohort, 12 * strftime('%Y', signed_up) + strftime('%m', signed_up) AS s FROM learners),
c AS (SELECT cohort, count(*) AS members FROM p GROUP BY cohort),
a AS (SELECT DISTINCT p.learner, p.cohort, 12 * strftime('%Y', day) + strftime('%m', day) - s AS month FROM p JOIN lessons AS l ON l.learner = p.learner)
SELECT c.cohort, a.month, c.members, count(*) AS active, 1.0 * count(*) / c.members AS rate
FROM c JOIN a ON a.cohort = c.cohort WHERE a.month BETWEEN 0 AND 2 GROUP BY c.cohort, a.month ORDER BY c.cohort, a.month
