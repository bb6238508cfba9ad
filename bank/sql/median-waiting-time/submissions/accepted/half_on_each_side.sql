-- approach: no window: a middle value has at most half of the waits on either side
WITH waits AS (
    SELECT ward_id, minutes FROM visits WHERE minutes IS NOT NULL
), middle AS (
    SELECT DISTINCT w.ward_id, w.minutes
    FROM waits AS w
    WHERE 2 * (SELECT count(*) FROM waits AS l WHERE l.ward_id = w.ward_id AND l.minutes < w.minutes)
          <= (SELECT count(*) FROM waits AS n WHERE n.ward_id = w.ward_id)
      AND 2 * (SELECT count(*) FROM waits AS h WHERE h.ward_id = w.ward_id AND h.minutes > w.minutes)
          <= (SELECT count(*) FROM waits AS n WHERE n.ward_id = w.ward_id)
)
SELECT d.ward, (SELECT count(*) FROM waits AS n WHERE n.ward_id = d.ward_id) AS patients,
       (SELECT avg(m.minutes) FROM middle AS m WHERE m.ward_id = d.ward_id) AS median
FROM wards AS d
