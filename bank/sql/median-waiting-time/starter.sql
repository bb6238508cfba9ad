SELECT ward
FROM wards
