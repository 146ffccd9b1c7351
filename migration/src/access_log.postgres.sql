-- Who has looked at what; the audit of acts and of looks append-only and sealed.

CREATE TABLE access_log (
  id bigint GENERATED ALWAYS AS IDENTITY,
  xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  at timestamptz NOT NULL,
  authority_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  role text NOT NULL,
  organisation_id uuid,
  purpose text NOT NULL,
  operation text,
  client text,
  request_id text NOT NULL,
  shown_id uuid NOT NULL,
  -- The order of the seals; each index more is paid for by every answer.
  PRIMARY KEY (xid, id)
);
CREATE INDEX access_log_authority ON access_log (authority_id, at, id);
CREATE INDEX access_log_actor ON access_log (actor_id, at, id);
CREATE INDEX access_log_shown ON access_log (shown_id, id);

CREATE TABLE access_shown (
  id uuid NOT NULL,
  children uuid[] NOT NULL,
  classes jsonb NOT NULL,
  PRIMARY KEY (id)
  -- A list of a hundred stays in its page: ids do not compress.
) WITH (toast_tuple_target = 8160);
CREATE INDEX access_shown_children ON access_shown USING gin (children);

ALTER TABLE audit
  ADD COLUMN xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  ADD COLUMN organisation_id uuid,
  ADD COLUMN purpose text,
  ADD COLUMN operation text,
  ADD COLUMN client text;
CREATE INDEX audit_order ON audit (xid, id);
CREATE INDEX audit_actor ON audit (actor_id, at, id);
CREATE INDEX audit_review ON audit (review_id);

CREATE TABLE audit_seal (
  chain text NOT NULL,
  number integer NOT NULL,
  first_id bigint NOT NULL,
  last_xid bigint NOT NULL,
  last_id bigint NOT NULL,
  count integer NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  digests bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (chain, number)
);

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_shown
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
