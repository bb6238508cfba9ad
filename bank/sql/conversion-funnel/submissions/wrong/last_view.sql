-- mistake: the last view instead of the first
-- says: You compare with the last view, so whoever looks again after picking a seat drops out. The first view is the one that leaves room for the rest.
-- verdict: wrong-answer
WITH v AS (SELECT visitor, max(at) AS at FROM events WHERE step = 'view' GROUP BY visitor),
s AS (SELECT e.visitor, min(e.at) AS at FROM events AS e JOIN v ON v.visitor = e.visitor AND e.at > v.at WHERE e.step = 'seat' GROUP BY e.visitor),
p AS (SELECT DISTINCT e.visitor FROM events AS e JOIN s ON s.visitor = e.visitor AND e.at > s.at WHERE e.step = 'pay'),
c (place, step, visitors) AS (SELECT 1, 'view', count(*) FROM v UNION ALL SELECT 2, 'seat', count(*) FROM s UNION ALL SELECT 3, 'pay', count(*) FROM p)
SELECT step, visitors, 1.0 * visitors / lag(visitors) OVER (ORDER BY place) AS of_previous FROM c ORDER BY place
