-- Caps in their windows, and what their chats were told. How full one is stands nowhere: it is counted anew from `leads`.

-- A cap of a deal (`flow` is null) or a flow, over all its chats (`chat` is null) or of one, in one window (`ends` is null:
-- without end). `cap` is its canonical JSON, `terms` a version that has it. It is closed when the window is over, or when no
-- version in force has that cap any more. `due_at`: when it is to be looked at next, though no lead comes.
CREATE TABLE cap_windows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner BIGINT NOT NULL REFERENCES partners (id),
  offer TEXT NOT NULL,
  flow BIGINT REFERENCES flows (id),
  chat BIGINT REFERENCES chats (id),
  cap TEXT NOT NULL,
  terms BIGINT NOT NULL REFERENCES terms (id),
  start BIGINT NOT NULL,
  ends BIGINT,
  due_at BIGINT,
  closed_at BIGINT
);
CREATE INDEX cap_windows_deal ON cap_windows (partner, offer) WHERE closed_at IS NULL;
CREATE INDEX cap_windows_due ON cap_windows (due_at) WHERE closed_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX cap_windows_flow ON cap_windows (flow);

-- What a chat was told of it: `step` is the highest (50, 80, 100 ...), lower ones count as told with it.
CREATE TABLE cap_told (
  cap_window BIGINT NOT NULL REFERENCES cap_windows (id),
  chat BIGINT NOT NULL REFERENCES chats (id),
  step BIGINT NOT NULL,
  stop_at BIGINT,
  repeated_at BIGINT,
  confirmed_at BIGINT,
  confirmed_by TEXT,
  reopened_at BIGINT,
  again_at BIGINT,
  PRIMARY KEY (cap_window, chat)
);

-- Enough to count by: nothing else of a lead is read.
DROP INDEX leads_flow;
CREATE INDEX leads_flow ON leads (flow, goal, at, status, link);

-- Whatever changes how full a cap is, which caps there are, or who is to be told.
CREATE TRIGGER leads_heard_of AFTER INSERT ON leads WHEN NEW.flow IS NOT NULL
BEGIN
  INSERT INTO recounts (flow) VALUES (NEW.flow) ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;

CREATE TRIGGER leads_changed AFTER UPDATE ON leads
BEGIN
  INSERT INTO recounts (flow) SELECT id FROM flows WHERE id = OLD.flow OR id = NEW.flow
  ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;

CREATE TRIGGER links_counted AFTER INSERT ON links
BEGIN
  INSERT INTO recounts (flow) VALUES (NEW.flow) ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;

CREATE TRIGGER links_recounted AFTER UPDATE OF stopped_at, flow ON links
BEGIN
  INSERT INTO recounts (flow) VALUES (NEW.flow) ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;

CREATE TRIGGER terms_counted AFTER INSERT ON terms
BEGIN
  INSERT INTO recounts (flow)
  SELECT f.id FROM flows f WHERE f.offer = NEW.offer AND (NEW.partner IS NULL OR f.partner = NEW.partner)
    AND EXISTS (SELECT 1 FROM links l WHERE l.flow = f.id AND l.stopped_at IS NULL)
  ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;

CREATE TRIGGER terms_recounted AFTER UPDATE ON terms
BEGIN
  INSERT INTO recounts (flow)
  SELECT f.id FROM flows f WHERE f.offer = NEW.offer AND (NEW.partner IS NULL OR f.partner = NEW.partner)
    AND EXISTS (SELECT 1 FROM links l WHERE l.flow = f.id AND l.stopped_at IS NULL)
  ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;

CREATE TRIGGER partners_recounted AFTER UPDATE OF tier ON partners WHEN OLD.tier <> NEW.tier
BEGIN
  INSERT INTO recounts (flow)
  SELECT f.id FROM flows f WHERE f.partner = NEW.id
    AND EXISTS (SELECT 1 FROM links l WHERE l.flow = f.id AND l.stopped_at IS NULL)
  ON CONFLICT (flow) DO UPDATE SET flow = EXCLUDED.flow;
END;
