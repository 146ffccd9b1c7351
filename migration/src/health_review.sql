-- The health half of a review: what was done and found, what was added since, what never leaves the health team, and the
-- assessments.

CREATE TABLE health_review (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  status {text} NOT NULL,
  accountable_id {uuid} NOT NULL,
  deliverer_id {uuid} NOT NULL,
  delegated_on {date},
  supervision {text},
  supervised_on {date},
  grade {text},
  service_level {text},
  medium {text},
  place {text},
  contact_on {date},
  completed_on {date},
  weight_grams {int},
  height_mm {int},
  measured_on {date},
  growth {text},
  sleep {text},
  behaviour {text},
  diet {text},
  oral_health {text},
  immunisation {text},
  hearing {text},
  vision {text},
  summary {text},
  submitted_at {instant},
  error_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE health_review_addition (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  health_review_id {uuid} NOT NULL,
  text {text} NOT NULL,
  added_by_id {uuid} NOT NULL,
  added_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE family_note (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  health_review_id {uuid} NOT NULL,
  topic {text} NOT NULL,
  text {text} NOT NULL,
  recorded_by_id {uuid} NOT NULL,
  recorded_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE assessment (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  health_review_id {uuid} NOT NULL,
  status {text} NOT NULL,
  amends_id {uuid},
  amend_reason {text},
  instrument {text} NOT NULL,
  instrument_name {text},
  interval_months {int},
  completed_on {date} NOT NULL,
  respondent {text} NOT NULL,
  mode {text} NOT NULL,
  language {text},
  interpreter_used {bool} NOT NULL,
  scores {json} NOT NULL,
  reference {text},
  age_months {int} NOT NULL,
  age_days {int} NOT NULL,
  adjusted_age_months {int},
  adjusted_age_days {int},
  term_weeks {int},
  in_window {bool},
  good_level {bool},
  note {text},
  recorded_by_id {uuid} NOT NULL,
  recorded_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX health_review_one ON health_review (review_id) WHERE status <> 'ENTERED_IN_ERROR';
CREATE INDEX health_review_review ON health_review (review_id, id);
CREATE INDEX health_review_status ON health_review (authority_id, status, id);
CREATE INDEX health_review_addition_review ON health_review_addition (review_id, id);
CREATE INDEX health_review_addition_of ON health_review_addition (health_review_id, id);
CREATE INDEX family_note_review ON family_note (review_id, id);
CREATE INDEX family_note_of ON family_note (health_review_id, id);
CREATE INDEX assessment_review ON assessment (review_id, id);
CREATE INDEX assessment_of ON assessment (health_review_id, id);
