-- approach: the frame of cohorts and months first, the activity joined into it
WITH people AS (
    SELECT learner, strftime('%Y-%m', signed_up) AS cohort,
           12 * strftime('%Y', signed_up) + strftime('%m', signed_up) AS start
    FROM learners
), cohorts AS (
    SELECT cohort, count(*) AS members FROM people GROUP BY cohort
), months (month) AS (
    VALUES (0), (1), (2)
), activity AS (
    SELECT DISTINCT p.learner, p.cohort, 12 * strftime('%Y', l.day) + strftime('%m', l.day) - p.start AS month
    FROM people AS p JOIN lessons AS l ON l.learner = p.learner
)
SELECT c.cohort, m.month, c.members, count(a.learner) AS active, 1.0 * count(a.learner) / c.members AS rate
FROM cohorts AS c CROSS JOIN months AS m
LEFT JOIN activity AS a ON a.cohort = c.cohort AND a.month = m.month
GROUP BY c.cohort, m.month, c.members
ORDER BY c.cohort, m.month
