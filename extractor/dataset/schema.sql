-- One dataset: what the runs said (versions), what holds now (records), how it is judged.
-- Every key is derived from content, so two builds of the same runs hold the same rows.

CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  started TEXT NOT NULL,
  version TEXT NOT NULL,
  patterns TEXT NOT NULL,
  status TEXT NOT NULL,
  inputs INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  records INTEGER NOT NULL,
  rejects INTEGER NOT NULL,
  verdicts TEXT
) WITHOUT ROWID;

CREATE TABLE rejects (
  run_id TEXT NOT NULL REFERENCES runs,
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) WITHOUT ROWID;

-- A page is an address, or the digest of a text without one; its latest run speaks for it.
CREATE TABLE pages (
  page TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs
) WITHOUT ROWID;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL REFERENCES pages,
  run_id TEXT NOT NULL REFERENCES runs,
  url TEXT,
  site TEXT,
  title TEXT,
  author TEXT,
  published TEXT,
  modified TEXT,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  dropped TEXT NOT NULL,
  copy_of TEXT
);
CREATE INDEX articles_page ON articles (page);

-- Every wording of a record that a run ever gave; run_id is the latest that gave it.
CREATE TABLE versions (
  record_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  page TEXT NOT NULL REFERENCES pages,
  article_id TEXT NOT NULL REFERENCES articles (article_id),
  run_id TEXT NOT NULL REFERENCES runs,
  position INTEGER NOT NULL,
  version TEXT NOT NULL,
  patterns TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (record_id, digest)
) WITHOUT ROWID;
CREATE INDEX versions_page ON versions (page, run_id);

CREATE TABLE clusters (
  cluster_id TEXT PRIMARY KEY,
  award_code TEXT NOT NULL,
  award_year INTEGER,
  recipient TEXT NOT NULL,
  jurisdiction_code TEXT,
  records INTEGER NOT NULL,
  papers INTEGER NOT NULL,
  scores INTEGER NOT NULL,
  conflict INTEGER NOT NULL
) WITHOUT ROWID;

-- What holds now, one row a record, corrections by reviewers applied.
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE,
  award_code TEXT NOT NULL,
  award_name TEXT NOT NULL,
  granting_body TEXT,
  award_year INTEGER,
  recipient TEXT NOT NULL,
  abbreviation TEXT,
  recipient_kind TEXT NOT NULL,
  jurisdiction TEXT,
  jurisdiction_level TEXT,
  jurisdiction_code TEXT,
  score NUMERIC,
  score_text TEXT,
  score_unit TEXT,
  score_previous NUMERIC,
  scale_min TEXT,
  scale_max TEXT,
  predicates TEXT,
  rank INTEGER,
  rank_of INTEGER,
  rank_scope TEXT,
  streak INTEGER,
  event_date TEXT,
  speaker TEXT,
  speaker_role TEXT,
  evidence_recipient TEXT,
  evidence_score TEXT,
  article_url TEXT,
  article_site TEXT,
  article_title TEXT,
  article_published TEXT,
  verdict TEXT NOT NULL,
  verdict_reasons TEXT,
  article_sha256 TEXT NOT NULL,
  recipient_start INTEGER,
  recipient_end INTEGER,
  score_start INTEGER,
  score_end INTEGER,
  digits TEXT,
  digits_previous TEXT,
  digest TEXT,
  article_id TEXT NOT NULL REFERENCES articles (article_id),
  cluster_id TEXT NOT NULL REFERENCES clusters DEFERRABLE INITIALLY DEFERRED,
  review TEXT CHECK (review IN ('accepted', 'corrected', 'added', 'rejected')),
  disputed INTEGER NOT NULL DEFAULT 0,
  conflict INTEGER NOT NULL DEFAULT 0,
  payload TEXT,
  -- added by a reviewer: digest is null, the record stands in payload
  FOREIGN KEY (record_id, digest) REFERENCES versions
);
CREATE INDEX records_award ON records (award_code, award_year);
CREATE INDEX records_region ON records (jurisdiction_code);
CREATE INDEX records_verdict ON records (verdict);
CREATE INDEX records_cluster ON records (cluster_id);
CREATE INDEX records_article ON records (article_id);
CREATE INDEX records_site ON records (article_site);
CREATE INDEX records_order ON records (
  (verdict = 'contradicted') DESC, conflict DESC, article_published DESC, id
);

CREATE TABLE evidence (
  record_id TEXT NOT NULL REFERENCES records (record_id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (record_id, field, position)
) WITHOUT ROWID;

CREATE TABLE checks (
  record_id TEXT NOT NULL REFERENCES records (record_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (record_id, position)
) WITHOUT ROWID;

CREATE TABLE verdicts (
  record_id TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs,
  status TEXT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (record_id, run_id)
) WITHOUT ROWID;

-- Verdicts on an article as a whole: a wrong count, mean, weekday or legend.
CREATE TABLE findings (
  page TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs,
  position INTEGER NOT NULL,
  status TEXT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (page, run_id, position)
) WITHOUT ROWID;

CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  record_id TEXT,
  action TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL,
  payload TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW awards AS SELECT
  record_id, award_code, award_name, granting_body, award_year, recipient, abbreviation,
  recipient_kind, jurisdiction, jurisdiction_level, jurisdiction_code, score, score_text,
  score_unit, score_previous, scale_min, scale_max, predicates, rank, rank_of, rank_scope,
  streak, event_date, speaker, speaker_role, evidence_recipient, evidence_score, article_url,
  article_site, article_title, article_published, verdict, verdict_reasons
FROM records WHERE review IS NOT 'rejected';

CREATE VIEW history AS SELECT
  v.record_id, v.digest, v.page, v.run_id, runs.started, v.version, v.patterns, v.payload
FROM versions v JOIN pages USING (page) JOIN runs ON runs.run_id = v.run_id
WHERE v.run_id <> pages.run_id;

CREATE VIRTUAL TABLE records_text USING fts5 (
  recipient, abbreviation, jurisdiction, award_name, predicates, article_title, speaker,
  content = 'records', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER records_added AFTER INSERT ON records BEGIN
  INSERT INTO records_text
    (rowid, recipient, abbreviation, jurisdiction, award_name, predicates, article_title, speaker)
  VALUES (new.id, new.recipient, new.abbreviation, new.jurisdiction, new.award_name,
    new.predicates, new.article_title, new.speaker);
END;
CREATE TRIGGER records_removed AFTER DELETE ON records BEGIN
  INSERT INTO records_text
    (records_text, rowid, recipient, abbreviation, jurisdiction, award_name, predicates,
     article_title, speaker)
  VALUES ('delete', old.id, old.recipient, old.abbreviation, old.jurisdiction, old.award_name,
    old.predicates, old.article_title, old.speaker);
END;

CREATE VIRTUAL TABLE articles_text USING fts5 (
  title, text, content = 'articles', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO articles_text (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_changed AFTER UPDATE OF title, text ON articles BEGIN
  INSERT INTO articles_text (articles_text, rowid, title, text)
  VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO articles_text (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
  INSERT INTO articles_text (articles_text, rowid, title, text)
  VALUES ('delete', old.id, old.title, old.text);
END;
