-- mistake: counts events instead of visitors
-- says: Your numbers are events: whoever reloads counts again. Reduce each visitor to one row before you count.
-- verdict: wrong-answer
WITH v AS (SELECT visitor, at FROM events WHERE step = 'view'), f AS (SELECT visitor, min(at) AS at FROM v GROUP BY visitor),
s AS (SELECT e.visitor, e.at FROM events AS e JOIN f ON f.visitor = e.visitor AND e.at > f.at WHERE e.step = 'seat'),
g AS (SELECT visitor, min(at) AS at FROM s GROUP BY visitor),
p AS (SELECT e.visitor FROM events AS e JOIN g ON g.visitor = e.visitor AND e.at > g.at WHERE e.step = 'pay'),
c (place, step, visitors) AS (SELECT 1, 'view', count(*) FROM v UNION ALL SELECT 2, 'seat', count(*) FROM s UNION ALL SELECT 3, 'pay', count(*) FROM p)
SELECT step, visitors, 1.0 * visitors / lag(visitors) OVER (ORDER BY place) AS of_previous FROM c ORDER BY place
