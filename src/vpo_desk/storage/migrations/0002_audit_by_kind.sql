-- Backups and drills are looked up in the chain at every unlock, however long it is.

CREATE INDEX audit_backup ON audit (action, sequence) WHERE kind = 'backup';
