-- approach: asks for each visitor whether a chain of events exists
WITH people AS (
    SELECT DISTINCT visitor FROM events
), reached AS (
    SELECT EXISTS (SELECT 1 FROM events AS v WHERE v.visitor = p.visitor AND v.step = 'view') AS view,
           EXISTS (SELECT 1 FROM events AS v JOIN events AS s ON s.visitor = v.visitor AND s.at > v.at
                   WHERE v.visitor = p.visitor AND v.step = 'view' AND s.step = 'seat') AS seat,
           EXISTS (SELECT 1 FROM events AS v JOIN events AS s ON s.visitor = v.visitor AND s.at > v.at
                   JOIN events AS b ON b.visitor = s.visitor AND b.at > s.at
                   WHERE v.visitor = p.visitor AND v.step = 'view' AND s.step = 'seat' AND b.step = 'pay') AS pay
    FROM people AS p
), totals AS (
    SELECT coalesce(sum(view), 0) AS view, coalesce(sum(seat), 0) AS seat, coalesce(sum(pay), 0) AS pay FROM reached
)
SELECT 'view' AS step, view AS visitors, NULL AS of_previous FROM totals
UNION ALL SELECT 'seat', seat, 1.0 * seat / nullif(view, 0) FROM totals
UNION ALL SELECT 'pay', pay, 1.0 * pay / nullif(seat, 0) FROM totals
