-- mistake: counts who has the event at all
-- says: You count everybody who ever picked a seat or paid, whatever came before. A seat needs an earlier view, and a payment an earlier seat of that kind.
-- verdict: wrong-answer
WITH c (place, step, visitors) AS (
    SELECT 1, 'view', count(DISTINCT visitor) FROM events WHERE step = 'view'
    UNION ALL SELECT 2, 'seat', count(DISTINCT visitor) FROM events WHERE step = 'seat'
    UNION ALL SELECT 3, 'pay', count(DISTINCT visitor) FROM events WHERE step = 'pay')
SELECT step, visitors, 1.0 * visitors / lag(visitors) OVER (ORDER BY place) AS of_previous FROM c ORDER BY place
