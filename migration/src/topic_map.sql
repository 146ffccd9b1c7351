-- How what the two professions look at belongs together. Types in braces are filled in for the database at hand.

CREATE TABLE topic_map (
  id {uuid} NOT NULL,
  authority_id {uuid} NOT NULL,
  number {int} NOT NULL,
  links {json} NOT NULL,
  note {text},
  effective_from {date} NOT NULL,
  set_by_id {uuid} NOT NULL,
  set_by_role {text} NOT NULL,
  version {int} NOT NULL,
  created_at {instant} NOT NULL,
  updated_at {instant} NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX topic_map_number ON topic_map (authority_id, number);
CREATE INDEX topic_map_effective ON topic_map (authority_id, effective_from, id);
