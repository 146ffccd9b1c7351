-- What the parents have agreed to, the overrides for safeguarding, the codes that they carry, and every release.

CREATE TABLE sharing_agreement (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  recipient {text} NOT NULL,
  recipient_name {text},
  category {text} NOT NULL,
  purpose {text} NOT NULL,
  mode {text} NOT NULL,
  status {text} NOT NULL,
  from_on {date} NOT NULL,
  until_on {date},
  given_by_id {uuid} NOT NULL,
  channel {text} NOT NULL,
  answered_on {date} NOT NULL,
  recorded_by_id {uuid} NOT NULL,
  recorded_by_role {text} NOT NULL,
  withdrawn_on {date},
  withdrawn_channel {text},
  withdrawn_by_id {uuid},
  withdrawn_by_role {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE sharing_override (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  category {text} NOT NULL,
  recipient_id {uuid} NOT NULL,
  gateway {text} NOT NULL,
  reason {text} NOT NULL,
  parents_told {bool} NOT NULL,
  not_told_reason {text},
  until_on {date} NOT NULL,
  status {text} NOT NULL,
  requested_by_id {uuid} NOT NULL,
  requested_by_role {text} NOT NULL,
  decided_by_id {uuid},
  decided_by_role {text},
  decided_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE share_code (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  category {text} NOT NULL,
  given_by_id {uuid} NOT NULL,
  hash {text} NOT NULL,
  status {text} NOT NULL,
  expires_at {instant} NOT NULL,
  issued_by_id {uuid} NOT NULL,
  issued_by_role {text} NOT NULL,
  redeemed_by_id {uuid},
  redeemed_at {instant},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE disclosure (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  kind {text} NOT NULL,
  category {text} NOT NULL,
  gateway {text} NOT NULL,
  agreement_id {uuid},
  override_id {uuid},
  recipient {text} NOT NULL,
  recipient_name {text},
  what {text},
  reason {text},
  parents_informed {bool} NOT NULL,
  not_informed_reason {text},
  happened_at {instant} NOT NULL,
  by_id {uuid} NOT NULL,
  by_role {text} NOT NULL,
  request_id {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX sharing_agreement_child ON sharing_agreement (child_id, id);
CREATE INDEX sharing_override_child ON sharing_override (child_id, id);
CREATE UNIQUE INDEX share_code_hash ON share_code (authority_id, hash);
CREATE INDEX share_code_child ON share_code (child_id, id);
CREATE INDEX disclosure_child ON disclosure (child_id, id);
