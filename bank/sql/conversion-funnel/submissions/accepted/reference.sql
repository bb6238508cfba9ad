-- approach: the earliest moment of each step, one after another
WITH views AS (
    SELECT visitor, min(at) AS at FROM events WHERE step = 'view' GROUP BY visitor
), seats AS (
    SELECT e.visitor, min(e.at) AS at
    FROM events AS e JOIN views AS v ON v.visitor = e.visitor AND e.at > v.at
    WHERE e.step = 'seat'
    GROUP BY e.visitor
), pays AS (
    SELECT DISTINCT e.visitor
    FROM events AS e JOIN seats AS s ON s.visitor = e.visitor AND e.at > s.at
    WHERE e.step = 'pay'
), counts (place, step, visitors) AS (
    SELECT 1, 'view', count(*) FROM views
    UNION ALL SELECT 2, 'seat', count(*) FROM seats
    UNION ALL SELECT 3, 'pay', count(*) FROM pays
)
SELECT step, visitors, 1.0 * visitors / lag(visitors) OVER (ORDER BY place) AS of_previous
FROM counts
ORDER BY place
