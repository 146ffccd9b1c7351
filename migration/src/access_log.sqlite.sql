-- Who has looked at what; the audit of acts and of looks append-only and sealed.

CREATE TABLE access_log (
  id integer PRIMARY KEY AUTOINCREMENT,
  xid integer NOT NULL DEFAULT 0,
  at timestamp_with_timezone_text NOT NULL,
  authority_id uuid_text NOT NULL,
  actor_id uuid_text NOT NULL,
  role text NOT NULL,
  organisation_id uuid_text,
  purpose text NOT NULL,
  operation text,
  client text,
  request_id text NOT NULL,
  shown_id uuid_text NOT NULL
);
CREATE INDEX access_log_authority ON access_log (authority_id, at, id);
CREATE INDEX access_log_actor ON access_log (actor_id, at, id);
CREATE INDEX access_log_shown ON access_log (shown_id, id);

CREATE TABLE access_shown (
  id uuid_text NOT NULL,
  children text NOT NULL,
  classes jsonb_text NOT NULL,
  PRIMARY KEY (id)
);

-- What PostgreSQL finds by an index over the array of children.
CREATE TABLE access_shown_child (
  child_id text NOT NULL,
  shown_id uuid_text NOT NULL,
  PRIMARY KEY (child_id, shown_id)
) WITHOUT ROWID;
CREATE TRIGGER access_shown_children AFTER INSERT ON access_shown BEGIN
  INSERT INTO access_shown_child SELECT value, new.id FROM json_each(new.children);
END;

ALTER TABLE audit ADD COLUMN xid integer NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN organisation_id uuid_text;
ALTER TABLE audit ADD COLUMN purpose text;
ALTER TABLE audit ADD COLUMN operation text;
ALTER TABLE audit ADD COLUMN client text;
CREATE INDEX audit_actor ON audit (actor_id, at, id);
CREATE INDEX audit_review ON audit (review_id);

CREATE TABLE audit_seal (
  chain text NOT NULL,
  number integer NOT NULL,
  first_id integer NOT NULL,
  last_xid integer NOT NULL,
  last_id integer NOT NULL,
  count integer NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  digests blob NOT NULL,
  at timestamp_with_timezone_text NOT NULL,
  PRIMARY KEY (chain, number)
);

CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_not_removed BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER access_log_not_changed BEFORE UPDATE ON access_log BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END;
CREATE TRIGGER access_log_not_removed BEFORE DELETE ON access_log BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END;
CREATE TRIGGER access_shown_not_changed BEFORE UPDATE ON access_shown BEGIN SELECT RAISE(ABORT, 'access_shown is append-only'); END;
CREATE TRIGGER access_shown_not_removed BEFORE DELETE ON access_shown BEGIN SELECT RAISE(ABORT, 'access_shown is append-only'); END;
CREATE TRIGGER access_shown_child_not_changed BEFORE UPDATE ON access_shown_child BEGIN SELECT RAISE(ABORT, 'access_shown_child is append-only'); END;
CREATE TRIGGER access_shown_child_not_removed BEFORE DELETE ON access_shown_child BEGIN SELECT RAISE(ABORT, 'access_shown_child is append-only'); END;
CREATE TRIGGER audit_seal_not_changed BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;
CREATE TRIGGER audit_seal_not_removed BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;
