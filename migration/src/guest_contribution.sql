-- One question to a guest of a review, with the answer. The guest's access is their entry among the parties.

CREATE TABLE guest_contribution (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  review_id {uuid} NOT NULL,
  participant_id {uuid} NOT NULL,
  practitioner_id {uuid} NOT NULL,
  question {text} NOT NULL,
  sensitivity {text} NOT NULL,
  status {text} NOT NULL,
  expires_at {instant} NOT NULL,
  agreed_by_id {uuid} NOT NULL,
  agreed_on {date} NOT NULL,
  asked_by_id {uuid} NOT NULL,
  asked_by_role {text} NOT NULL,
  answer {text},
  contributed_at {instant},
  declined_reason {text},
  revoked_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX guest_contribution_review ON guest_contribution (review_id, id);
CREATE INDEX guest_contribution_participant ON guest_contribution (participant_id, id);
CREATE INDEX guest_contribution_guest ON guest_contribution (practitioner_id, id);
