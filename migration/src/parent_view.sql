-- One carer's own account in a review: asked for, given, declined or taken back.

CREATE TABLE parent_view (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  carer_id {uuid} NOT NULL,
  status {text} NOT NULL,
  asked_on {date},
  asked_by_id {uuid},
  asked_by_role {text},
  enjoys {text},
  development {text},
  priorities {text},
  worries {text},
  talk_first {text},
  channel {text},
  language {text},
  interpreter_used {bool} NOT NULL,
  open_to_other_parents {bool} NOT NULL,
  given_on {date},
  recorded_by_id {uuid},
  recorded_by_role {text},
  ended_on {date},
  ended_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX parent_view_once ON parent_view (review_id, carer_id);
CREATE INDEX parent_view_review ON parent_view (review_id, id);
