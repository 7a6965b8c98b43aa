-- What was promised to partners, and what became of it: rows that follow from the events of a conversation, as episodes do.

CREATE TABLE promises (
  conversation BIGINT NOT NULL REFERENCES conversations (id),
  number BIGINT NOT NULL,
  staff BIGINT NOT NULL,
  what TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken', 'withdrawn')),
  over_at BIGINT,
  over_by BIGINT,
  PRIMARY KEY (conversation, number)
);
CREATE INDEX promises_open ON promises (due_at) WHERE state = 'open';
CREATE INDEX promises_broken ON promises (over_at) WHERE state = 'broken';
