-- The thread between the practitioners of a review, and who has read what of it.

CREATE TABLE liaison_message (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  kind {text} NOT NULL,
  status {text} NOT NULL,
  author_id {uuid} NOT NULL,
  author_role {text} NOT NULL,
  to_discipline {text},
  to_role {text},
  to_practitioner_id {uuid},
  text {text} NOT NULL,
  in_reply_to_id {uuid},
  expected_by {instant},
  answer_id {uuid},
  answered_by_id {uuid},
  answered_by_role {text},
  answered_at {instant},
  resolved_by_id {uuid},
  resolved_by_role {text},
  resolved_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE liaison_read (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  message_id {uuid} NOT NULL,
  practitioner_id {uuid} NOT NULL,
  role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX liaison_message_review ON liaison_message (review_id, id);
CREATE INDEX liaison_message_authority ON liaison_message (authority_id, created_at, id);
CREATE INDEX liaison_message_expected ON liaison_message (authority_id, expected_by, id) WHERE status = 'OPEN';
CREATE INDEX liaison_message_to ON liaison_message (to_practitioner_id, id);
CREATE INDEX liaison_message_reply ON liaison_message (in_reply_to_id, id);
CREATE UNIQUE INDEX liaison_read_once ON liaison_read (message_id, practitioner_id);
