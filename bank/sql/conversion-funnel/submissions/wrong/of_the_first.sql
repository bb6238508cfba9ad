-- mistake: rates of the first step
-- says: Your rates are parts of all who viewed. of_previous asks for the step right before: divide payments by seats.
-- verdict: wrong-answer
WITH v AS (SELECT visitor, min(at) AS at FROM events WHERE step = 'view' GROUP BY visitor),
s AS (SELECT e.visitor, min(e.at) AS at FROM events AS e JOIN v ON v.visitor = e.visitor AND e.at > v.at WHERE e.step = 'seat' GROUP BY e.visitor),
p AS (SELECT DISTINCT e.visitor FROM events AS e JOIN s ON s.visitor = e.visitor AND e.at > s.at WHERE e.step = 'pay'),
c (place, step, visitors) AS (SELECT 1, 'view', count(*) FROM v UNION ALL SELECT 2, 'seat', count(*) FROM s UNION ALL SELECT 3, 'pay', count(*) FROM p)
SELECT step, visitors, CASE WHEN place > 1 THEN 1.0 * visitors / nullif(first_value(visitors) OVER (ORDER BY place), 0) END AS of_previous FROM c ORDER BY place
