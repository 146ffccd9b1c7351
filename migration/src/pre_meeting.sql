-- The practitioners' talk before the family joins: its topics with the words agreed for them, who joined, who signed.

CREATE TABLE pre_meeting (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  status {text} NOT NULL,
  opened_by_id {uuid} NOT NULL,
  opened_by_role {text} NOT NULL,
  scheduled_at {instant},
  medium {text},
  note {text},
  agenda {int} NOT NULL,
  health_signed_by_id {uuid},
  health_signed_by_role {text},
  health_signed_at {instant},
  early_years_signed_by_id {uuid},
  early_years_signed_by_role {text},
  early_years_signed_at {instant},
  review_status_before {text},
  closed_by_id {uuid},
  closed_by_role {text},
  closed_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE pre_meeting_topic (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  pre_meeting_id {uuid} NOT NULL,
  position {int} NOT NULL,
  topic {text} NOT NULL,
  concern_id {uuid},
  title {text},
  sensitive {bool} NOT NULL,
  added_by_id {uuid} NOT NULL,
  added_by_role {text} NOT NULL,
  wording {text},
  proposed_by_id {uuid},
  proposed_by_role {text},
  proposed_at {instant},
  health_agreed_by_id {uuid},
  health_agreed_at {instant},
  early_years_agreed_by_id {uuid},
  early_years_agreed_at {instant},
  lead {text},
  not_in_presence {text},
  parent_alone {bool} NOT NULL,
  status {text} NOT NULL,
  deferred_until {date},
  outcome_note {text},
  settled_by_id {uuid},
  settled_by_role {text},
  settled_at {instant},
  removed_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE pre_meeting_attendance (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  pre_meeting_id {uuid} NOT NULL,
  practitioner_id {uuid} NOT NULL,
  role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX pre_meeting_one ON pre_meeting (review_id) WHERE status <> 'CLOSED';
CREATE INDEX pre_meeting_review ON pre_meeting (review_id, id);
CREATE INDEX pre_meeting_topic_review ON pre_meeting_topic (review_id, id);
CREATE INDEX pre_meeting_topic_of ON pre_meeting_topic (pre_meeting_id, id);
CREATE INDEX pre_meeting_attendance_review ON pre_meeting_attendance (review_id, id);
CREATE UNIQUE INDEX pre_meeting_attendance_once ON pre_meeting_attendance (pre_meeting_id, practitioner_id);
