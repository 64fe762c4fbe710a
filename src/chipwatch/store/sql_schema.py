"""The tables and indexes of a base, with one row a fact."""

SCHEMA = """
CREATE TABLE meta (key TEXT, seal INTEGER);
CREATE TABLE folder (layer INTEGER, path TEXT, names TEXT, states BLOB, exceptions TEXT);
CREATE TABLE entity (
    id TEXT PRIMARY KEY, kind TEXT, name TEXT, aliases TEXT, first INTEGER, last INTEGER
) WITHOUT ROWID;
CREATE TABLE fact (
    entity TEXT, kind TEXT, property TEXT, value TEXT, unknown INTEGER, target TEXT, shown TEXT,
    certainty TEXT, as_of TEXT, until TEXT, note TEXT, citations TEXT, path TEXT, line INTEGER,
    col INTEGER, place INTEGER, independent INTEGER, authority INTEGER, period TEXT, share TEXT,
    part_count TEXT
);
CREATE TABLE withdrawn (
    entity TEXT, kind TEXT, property TEXT, value TEXT, certainty TEXT, as_of TEXT, note TEXT,
    citations TEXT, path TEXT, line INTEGER, col INTEGER, reason TEXT, grounds TEXT,
    layer_path TEXT, layer_line INTEGER, layer_col INTEGER
);
CREATE TABLE citation (
    source TEXT, first INTEGER, last INTEGER, PRIMARY KEY (source, first)
) WITHOUT ROWID;
CREATE TABLE source (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, publisher TEXT, published TEXT, url TEXT,
    origin TEXT
) WITHOUT ROWID;
CREATE TABLE claim (
    source TEXT, id TEXT, paragraph TEXT, says TEXT, stance TEXT, verdict TEXT, why TEXT,
    citations TEXT
);
CREATE TABLE rule (policy TEXT, tree TEXT, citations TEXT, path TEXT, line INTEGER, col INTEGER);
CREATE TABLE name (
    key TEXT, entity TEXT, kind TEXT, text TEXT, how TEXT, grade INTEGER
);
CREATE TABLE spelling (plain TEXT, traditional TEXT, forms TEXT);
CREATE VIRTUAL TABLE trigram USING fts5(
    key, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1'
);
INSERT INTO trigram (trigram, rank) VALUES ('hashsize', 268435456);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(trigram, 'row');
CREATE VIRTUAL TABLE passage USING fts5(
    name, label, value, note, content='', columnsize=0,
    tokenize="porter unicode61 tokenchars '%'"
);
INSERT INTO passage (passage, rank) VALUES ('hashsize', 16777216);
CREATE VIRTUAL TABLE passage_word USING fts5vocab(passage, 'row');
CREATE TABLE problem (
    path TEXT, line INTEGER, col INTEGER, code TEXT, message TEXT, hint TEXT, text TEXT,
    missing_id TEXT
);
CREATE TABLE broken (id TEXT, kind TEXT, path TEXT);
CREATE TABLE document (id TEXT, kind TEXT, path TEXT, line INTEGER, col INTEGER);
CREATE TABLE own_schema (declarations TEXT);
"""
"""The tables. The facts of an entity are those with a rowid from ``first`` to ``last``, its names
those from ``first`` on in their own table; some rowids that follow are free (``name_writer``)."""
INDEXES = """
CREATE INDEX entity_by_kind ON entity (kind, name);
CREATE INDEX fact_by_target ON fact (target) WHERE target IS NOT NULL;
CREATE INDEX claim_by_source ON claim (source);
CREATE INDEX name_by_key ON name (key);
CREATE INDEX document_by_path ON document (path);
CREATE INDEX document_by_id ON document (id);
CREATE INDEX withdrawn_by_entity ON withdrawn (entity);
"""
"""The indexes, made once the tables are full: that is faster than row by row."""
