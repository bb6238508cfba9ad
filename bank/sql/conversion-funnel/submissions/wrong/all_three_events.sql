-- mistake: asks for the events but not for their order
-- says: You ask that the earlier steps are there, but not that they came earlier. Compare the times, step by step.
-- verdict: wrong-answer
WITH v AS (SELECT DISTINCT visitor FROM events WHERE step = 'view'),
s AS (SELECT DISTINCT e.visitor FROM events AS e JOIN v ON v.visitor = e.visitor WHERE e.step = 'seat'),
p AS (SELECT DISTINCT e.visitor FROM events AS e JOIN s ON s.visitor = e.visitor WHERE e.step = 'pay'),
c (place, step, visitors) AS (SELECT 1, 'view', count(*) FROM v UNION ALL SELECT 2, 'seat', count(*) FROM s UNION ALL SELECT 3, 'pay', count(*) FROM p)
SELECT step, visitors, 1.0 * visitors / lag(visitors) OVER (ORDER BY place) AS of_previous FROM c ORDER BY place
