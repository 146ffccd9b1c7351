-- Local protocols and responsibilities. Types in braces are filled in for the database at hand.

CREATE TABLE protocol (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  delivery_model {text} NOT NULL,
  number {int} NOT NULL,
  steps {json} NOT NULL,
  note {text},
  effective_from {date} NOT NULL,
  effective_to {date},
  operational_approved_by_id {uuid},
  operational_approved_on {date},
  operational_recorded_at {instant},
  strategic_approved_by_id {uuid},
  strategic_approved_on {date},
  strategic_recorded_at {instant},
  approved_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE responsibility (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  step {text} NOT NULL,
  party {text} NOT NULL,
  role {text},
  practitioner_id {uuid},
  due_on {date} NOT NULL,
  required {bool} NOT NULL,
  status {text} NOT NULL,
  reason {text},
  settled_by_id {uuid},
  settled_by_role {text},
  settled_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

ALTER TABLE review ADD COLUMN protocol_id {uuid};
ALTER TABLE review ADD COLUMN protocol_number {int};
ALTER TABLE practitioner ADD COLUMN away_from {date};
ALTER TABLE practitioner ADD COLUMN away_until {date};

CREATE UNIQUE INDEX protocol_number ON protocol (authority_id, delivery_model, number);
CREATE UNIQUE INDEX protocol_newest ON protocol (authority_id, delivery_model)
  WHERE approved_at IS NOT NULL AND effective_to IS NULL;
CREATE INDEX protocol_effective ON protocol (authority_id, effective_from, id);
CREATE UNIQUE INDEX responsibility_once ON responsibility (review_id, step, party);
CREATE INDEX responsibility_due ON responsibility (authority_id, due_on, id);
CREATE INDEX responsibility_open ON responsibility (authority_id, status, due_on, id);
CREATE INDEX responsibility_of ON responsibility (practitioner_id, status, due_on, id);
CREATE INDEX practitioner_cover ON practitioner (cover_id);
