-- How concerns were settled, and why they were taken up again. Types in braces are filled in for the database at hand.

CREATE TABLE concern_settlement (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  concern_id {uuid} NOT NULL,
  outcome {text} NOT NULL,
  sensitivity {text} NOT NULL,
  note {text} NOT NULL,
  referral_id {uuid},
  look_again_on {date},
  settled_by_id {uuid} NOT NULL,
  settled_by_role {text} NOT NULL,
  reopened_reason {text},
  reopened_by_id {uuid},
  reopened_by_role {text},
  reopened_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX concern_settlement_stands ON concern_settlement (concern_id) WHERE reopened_at IS NULL;
CREATE INDEX concern_settlement_concern ON concern_settlement (concern_id, id);
CREATE INDEX concern_settlement_review ON concern_settlement (review_id, id);
CREATE INDEX concern_settlement_look_again ON concern_settlement (authority_id, look_again_on);
