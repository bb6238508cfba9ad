SELECT strftime('%Y-%m', signed_up) AS cohort
FROM learners
