SELECT 'view' AS step
