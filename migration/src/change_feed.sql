-- The change feed is followed by all authorities' gateways together, by review and by child.
CREATE INDEX journal_tail ON journal (xid, position);
CREATE INDEX journal_child ON journal (child_id, xid, position);
DROP INDEX journal_review;
CREATE INDEX journal_review ON journal (review_id, xid, position);
