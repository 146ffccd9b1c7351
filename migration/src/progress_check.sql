-- The progress check at two, the early years half of a review: what it says of each prime area, what a second setting says,
-- and what was added since.

CREATE TABLE progress_check (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  status {text} NOT NULL,
  author_id {uuid} NOT NULL,
  author_role {text} NOT NULL,
  setting_id {uuid} NOT NULL,
  childs_voice {text},
  parents_view {text},
  professionals_views {text},
  summary {text},
  discussed_on {date},
  most_useful_when {text},
  targeted_plan {text},
  targeted_plan_with {text},
  targeted_plan_review_by {date},
  submitted_at {instant},
  submitted_by_id {uuid},
  error_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE progress_check_area (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  progress_check_id {uuid} NOT NULL,
  area {text} NOT NULL,
  judgement {text},
  strengths {text},
  support_needed {text},
  strategies_at_home {text},
  strategies_in_setting {text},
  framework {text} NOT NULL,
  aspects {json} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE progress_check_contribution (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  progress_check_id {uuid} NOT NULL,
  text {text} NOT NULL,
  setting_id {uuid} NOT NULL,
  contributed_by_id {uuid} NOT NULL,
  contributed_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE progress_check_addition (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  progress_check_id {uuid} NOT NULL,
  text {text} NOT NULL,
  added_by_id {uuid} NOT NULL,
  added_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX progress_check_one ON progress_check (review_id) WHERE status <> 'ENTERED_IN_ERROR';
CREATE INDEX progress_check_review ON progress_check (review_id, id);
CREATE INDEX progress_check_status ON progress_check (authority_id, status, id);
CREATE UNIQUE INDEX progress_check_area_one ON progress_check_area (progress_check_id, area);
CREATE INDEX progress_check_area_review ON progress_check_area (review_id, id);
CREATE INDEX progress_check_contribution_review ON progress_check_contribution (review_id, id);
CREATE INDEX progress_check_contribution_of ON progress_check_contribution (progress_check_id, id);
CREATE INDEX progress_check_addition_review ON progress_check_addition (review_id, id);
CREATE INDEX progress_check_addition_of ON progress_check_addition (progress_check_id, id);
