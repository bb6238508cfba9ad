SELECT application
FROM applications
