-- approach: one row a learner with three flags, then three sums
WITH flags AS (
    SELECT strftime('%Y-%m', signed_up) AS cohort,
           EXISTS (SELECT 1 FROM lessons AS l WHERE l.learner = p.learner AND strftime('%Y-%m', l.day) = strftime('%Y-%m', signed_up)) AS m0,
           EXISTS (SELECT 1 FROM lessons AS l WHERE l.learner = p.learner
                   AND strftime('%Y-%m', l.day) = strftime('%Y-%m', signed_up, 'start of month', '+1 month')) AS m1,
           EXISTS (SELECT 1 FROM lessons AS l WHERE l.learner = p.learner
                   AND strftime('%Y-%m', l.day) = strftime('%Y-%m', signed_up, 'start of month', '+2 months')) AS m2
    FROM learners AS p
)
SELECT cohort, 0 AS month, count(*) AS members, sum(m0) AS active, avg(m0) AS rate FROM flags GROUP BY cohort
UNION ALL
SELECT cohort, 1, count(*), sum(m1), avg(m1) FROM flags GROUP BY cohort
UNION ALL
SELECT cohort, 2, count(*), sum(m2), avg(m2) FROM flags GROUP BY cohort
ORDER BY cohort, month
