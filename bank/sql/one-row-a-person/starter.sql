SELECT id, email, name
FROM contacts
