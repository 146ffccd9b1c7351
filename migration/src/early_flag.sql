-- What settings ask health about a child before any review. Types in braces are filled in for the database at hand.

CREATE TABLE early_flag (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  child_id {uuid} NOT NULL,
  setting_id {uuid} NOT NULL,
  health_team_id {uuid},
  topic {text} NOT NULL,
  level {text} NOT NULL,
  seen {text} NOT NULL,
  parents_agreed {bool} NOT NULL,
  agreed_by_id {uuid},
  agreed_on {date},
  not_agreed_reason {text},
  raised_by_id {uuid} NOT NULL,
  raised_by_role {text} NOT NULL,
  status {text} NOT NULL,
  due_on {date} NOT NULL,
  outcome {text},
  answer {text},
  answered_by_id {uuid},
  answered_by_role {text},
  answered_at {instant},
  withdrawn_reason {text},
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX early_flag_child ON early_flag (child_id, id);
CREATE INDEX early_flag_due ON early_flag (authority_id, due_on, id);
CREATE INDEX early_flag_created ON early_flag (authority_id, created_at, id);
CREATE INDEX early_flag_health_team ON early_flag (health_team_id, due_on, id);
