-- The tables of a team, version 1. `regesta sync postgresql://...` runs this file once, as their owner, in a
-- schema of its own: search_path is "that schema, pg_temp", and the functions keep it.

CREATE TABLE about (
  version integer NOT NULL,
  made timestamptz NOT NULL DEFAULT now()
);
INSERT INTO about (version) VALUES (1);

-- The verdict log. A number says where a line stands for every reader, without gaps; `request` names the
-- request a verdict came by, so that none is logged twice.
CREATE TABLE verdict (
  number bigint PRIMARY KEY,
  id text NOT NULL UNIQUE,
  line text NOT NULL CHECK (position(chr(10) IN line) = 0),
  request text UNIQUE,
  added timestamptz NOT NULL,
  added_by name NOT NULL
);

-- Who appends has the only row of this table locked until the transaction ends: numbers are given, and
-- become visible, one transaction after the other. A sequence would show 8 before 7 where 7 commits later.
CREATE TABLE turn (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row));
INSERT INTO turn DEFAULT VALUES;

CREATE FUNCTION take_turn() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM 1 FROM turn FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the table turn has lost its row; its owner types: INSERT INTO turn DEFAULT VALUES';
  END IF;
  -- on disk before anybody sees it, whatever the server's settings say
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
END $$;

CREATE FUNCTION before_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM take_turn();
  RETURN NULL;
END $$;
CREATE TRIGGER before_append BEFORE INSERT ON verdict
  FOR EACH STATEMENT EXECUTE FUNCTION before_append();

CREATE FUNCTION number_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  NEW.number := (SELECT coalesce(max(number), 0) + 1 FROM verdict);
  NEW.id := NEW.line::json ->> 'id';
  NEW.added := clock_timestamp();
  NEW.added_by := session_user;
  RETURN NEW;
END $$;
CREATE TRIGGER number_line BEFORE INSERT ON verdict
  FOR EACH ROW EXECUTE FUNCTION number_line();

-- Nothing is ever rewritten, by the owner neither.
CREATE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'the verdict log is only added to: % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege', HINT = 'To take a verdict back is a verdict too.';
END $$;
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
ALTER TABLE verdict ENABLE ALWAYS TRIGGER refuse_rewriting;

-- The candidate records: derived, replaced as a whole by the next extraction of their document.
CREATE TABLE extraction (
  document text PRIMARY KEY,
  digest text NOT NULL,
  size bigint NOT NULL,
  made timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE record (
  document text NOT NULL REFERENCES extraction ON DELETE CASCADE,
  number integer NOT NULL,
  kind text NOT NULL,
  line text NOT NULL CHECK (position(chr(10) IN line) = 0),
  PRIMARY KEY (document, number)
);
