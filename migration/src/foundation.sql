-- The foundation. Types in braces are filled in for the database at hand.

CREATE TABLE authority (
  id {uuid} NOT NULL,
  gss_code {text} NOT NULL,
  name {text} NOT NULL,
  default_model {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE organisation (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  kind {text} NOT NULL,
  name {text} NOT NULL,
  ods_code {text},
  ofsted_urn {text},
  setting_type {text},
  sector {text},
  delivery_model {text},
  destination {text},
  acceptance_criteria {text},
  required_evidence {text},
  response_days {int},
  postcode {text},
  phone {text},
  email {text},
  status {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE link_team (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  setting_id {uuid} NOT NULL,
  health_team_id {uuid} NOT NULL,
  contact_id {uuid},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE practitioner (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  given_name {text} NOT NULL,
  family_name {text} NOT NULL,
  is_system {bool} NOT NULL,
  issuer {text} NOT NULL,
  subject {text} NOT NULL,
  registration_body {text},
  registration_number {text},
  email {text},
  phone {text},
  available {text},
  cover_id {uuid},
  trained_models {json} NOT NULL,
  status {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE role_assignment (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  practitioner_id {uuid} NOT NULL,
  role {text} NOT NULL,
  organisation_id {uuid},
  status {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE identifier (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  subject_type {text} NOT NULL,
  subject_id {uuid} NOT NULL,
  system {text} NOT NULL,
  value {text} NOT NULL,
  status {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE child (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  given_name {text} NOT NULL,
  family_name {text} NOT NULL,
  family_key {text} NOT NULL,
  birth_date {date} NOT NULL,
  sex {text} NOT NULL,
  ethnicity_code {text},
  first_language {text},
  gestation_weeks {int},
  postcode {text},
  gp_practice_ods {text},
  nhs_number_status {text} NOT NULL,
  restriction {text} NOT NULL,
  health_team_id {uuid},
  setting_id {uuid},
  named_health_visitor_id {uuid},
  key_person_id {uuid},
  status {text} NOT NULL,
  departed_on {date},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE carer (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  given_name {text} NOT NULL,
  family_name {text} NOT NULL,
  relationship {text} NOT NULL,
  parental_responsibility {text} NOT NULL,
  language {text},
  interpreter_needed {bool} NOT NULL,
  email {text},
  phone {text},
  issuer {text},
  subject {text},
  status {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE child_match (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  outcome {text} NOT NULL,
  row_key {text} NOT NULL,
  digest {text} NOT NULL,
  row {json} NOT NULL,
  candidates {json} NOT NULL,
  plan_review {bool} NOT NULL,
  status {text} NOT NULL,
  child_id {uuid},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE import_record (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  row_key {text} NOT NULL,
  digest {text} NOT NULL,
  child_id {uuid},
  imported_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE review (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  cycle {text} NOT NULL,
  delivery_model {text} NOT NULL,
  status {text} NOT NULL,
  health_team_id {uuid},
  setting_id {uuid},
  restriction {text} NOT NULL,
  window_opens_on {date} NOT NULL,
  window_closes_on {date} NOT NULL,
  due_on {date} NOT NULL,
  invited_on {date},
  scheduled_at {instant},
  duration_minutes {int},
  place {text},
  place_detail {text},
  meeting_change_reason {text},
  model_change_reason {text},
  ended_on {date},
  end_reason {text},
  revision {bigint} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE participant (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  capacity {text} NOT NULL,
  role {text},
  practitioner_id {uuid},
  carer_id {uuid},
  name {text},
  invited_reason {text},
  status {text} NOT NULL,
  contribution {text},
  removed_reason {text},
  declined_reason {text},
  expires_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE concern (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  topic {text} NOT NULL,
  level {text} NOT NULL,
  original_level {text} NOT NULL,
  sensitivity {text} NOT NULL,
  evidence {text} NOT NULL,
  raised_by_practitioner_id {uuid},
  raised_by_carer_id {uuid},
  raised_by_role {text} NOT NULL,
  status {text} NOT NULL,
  withdrawn_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE concern_addition (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  concern_id {uuid} NOT NULL,
  text {text} NOT NULL,
  level {text},
  added_by_id {uuid} NOT NULL,
  added_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE referral (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  concern_id {uuid},
  service_id {uuid} NOT NULL,
  reason {text} NOT NULL,
  urgency {text} NOT NULL,
  summary {text} NOT NULL,
  evidence {text},
  status {text} NOT NULL,
  drafted_by_id {uuid} NOT NULL,
  drafted_by_role {text} NOT NULL,
  parent_agreement {text},
  parent_agreement_on {date},
  parent_agreement_from {text},
  proposed_on {date},
  sent_at {instant},
  respond_by {date},
  received_at {instant},
  decided_at {instant},
  response {text},
  advice {text},
  service_reference {text},
  withdrawn_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE journal (
  position {serial},
  xid {bigint} NOT NULL DEFAULT {xid},
  at {instant} NOT NULL,
  authority_id {uuid} NOT NULL,
  actor_id {uuid} NOT NULL,
  actor_role {text} NOT NULL,
  kind {text} NOT NULL,
  schema_version {int} NOT NULL,
  subject_type {text} NOT NULL,
  subject_id {uuid} NOT NULL,
  subject_version {int} NOT NULL,
  review_id {uuid},
  child_id {uuid},
  data {json} NOT NULL,
  request_id {text} NOT NULL
);

CREATE TABLE audit (
  id {serial},
  at {instant} NOT NULL,
  authority_id {uuid} NOT NULL,
  actor_id {uuid} NOT NULL,
  role {text} NOT NULL,
  act {text} NOT NULL,
  subject_type {text},
  subject_id {uuid},
  review_id {uuid},
  child_id {uuid},
  outcome {text} NOT NULL,
  reason {text},
  matrix_line {text},
  request_id {text} NOT NULL
);

CREATE TABLE idempotency (
  id {text} NOT NULL,
  authority_id {uuid} NOT NULL,
  actor_id {uuid} NOT NULL,
  act {text} NOT NULL,
  input_hash {text} NOT NULL,
  subject_id {uuid} NOT NULL,
  outcome {json},
  created_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX authority_gss_code ON authority (gss_code);
CREATE UNIQUE INDEX organisation_ods_code ON organisation (authority_id, kind, ods_code);
CREATE UNIQUE INDEX organisation_ofsted_urn ON organisation (authority_id, ofsted_urn);
CREATE INDEX organisation_name ON organisation (authority_id, name, id);
CREATE UNIQUE INDEX link_team_setting ON link_team (setting_id);
CREATE INDEX link_team_health_team ON link_team (health_team_id);
CREATE UNIQUE INDEX practitioner_subject ON practitioner (authority_id, issuer, subject);
CREATE INDEX practitioner_name ON practitioner (authority_id, family_name, id);
CREATE UNIQUE INDEX role_assignment_once ON role_assignment (practitioner_id, role, organisation_id);
CREATE INDEX role_assignment_organisation ON role_assignment (organisation_id, role);
CREATE UNIQUE INDEX identifier_value ON identifier (authority_id, subject_type, system, value);
CREATE INDEX identifier_subject ON identifier (subject_id);
CREATE INDEX child_birth ON child (authority_id, birth_date, id);
CREATE INDEX child_family ON child (authority_id, family_key, id);
CREATE INDEX child_postcode ON child (authority_id, postcode);
CREATE INDEX child_health_team ON child (health_team_id, birth_date, id);
CREATE INDEX child_setting ON child (setting_id, birth_date, id);
CREATE INDEX child_named_health_visitor ON child (named_health_visitor_id);
CREATE INDEX child_key_person ON child (key_person_id);
CREATE INDEX carer_child ON carer (child_id, id);
CREATE INDEX carer_subject ON carer (authority_id, issuer, subject);
CREATE INDEX child_match_open ON child_match (authority_id, status, id);
CREATE UNIQUE INDEX child_match_row ON child_match (authority_id, row_key, digest);
CREATE UNIQUE INDEX import_record_row ON import_record (authority_id, row_key);
CREATE UNIQUE INDEX review_child_cycle ON review (child_id, cycle) WHERE status <> 'ENTERED_IN_ERROR';
CREATE INDEX review_child ON review (child_id, id);
CREATE INDEX review_due ON review (authority_id, due_on, id);
CREATE INDEX review_status ON review (authority_id, status, due_on, id);
CREATE INDEX review_health_team ON review (health_team_id, due_on, id);
CREATE INDEX review_setting ON review (setting_id, due_on, id);
CREATE INDEX participant_review ON participant (review_id, id);
CREATE UNIQUE INDEX participant_practitioner ON participant (review_id, practitioner_id);
CREATE UNIQUE INDEX participant_carer ON participant (review_id, carer_id);
CREATE UNIQUE INDEX participant_lead ON participant (review_id, capacity)
  WHERE capacity IN ('HEALTH_LEAD', 'EARLY_YEARS_LEAD') AND status IN ('INVITED', 'ACCEPTED', 'ATTENDED');
CREATE INDEX participant_of ON participant (practitioner_id, review_id);
CREATE INDEX concern_review ON concern (review_id, id);
CREATE INDEX concern_authority ON concern (authority_id, created_at, id);
CREATE INDEX concern_raised_by ON concern (raised_by_practitioner_id, review_id);
CREATE INDEX concern_addition_review ON concern_addition (review_id, id);
CREATE INDEX concern_addition_concern ON concern_addition (concern_id, id);
CREATE INDEX referral_review ON referral (review_id, id);
CREATE INDEX referral_authority ON referral (authority_id, status, id);
CREATE INDEX referral_created ON referral (authority_id, created_at, id);
CREATE INDEX referral_respond_by ON referral (authority_id, respond_by, id);
CREATE INDEX referral_service ON referral (service_id, status, id);
CREATE INDEX journal_feed ON journal (authority_id, xid, position);
CREATE INDEX journal_subject ON journal (subject_id, subject_version);
CREATE INDEX journal_review ON journal (review_id, position);
CREATE INDEX audit_authority ON audit (authority_id, at, id);
CREATE INDEX audit_subject ON audit (subject_id);
CREATE INDEX audit_child ON audit (child_id);
CREATE INDEX idempotency_age ON idempotency (created_at);
