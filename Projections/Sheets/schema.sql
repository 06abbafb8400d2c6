-- The rows of the sheets, folded from the ledger. Can be thrown away and rebuilt at any time.
--
-- The engine adds each table's primary key, once the rows are there when it rebuilds.

-- One row a contact: that of the Clients or Experts sheet, if it stands in one.   Primary key: tenant, subject
CREATE TABLE sheets_contacts (
  tenant          text COLLATE "C"   NOT NULL,
  subject         uuid               NOT NULL,
  card            text               NOT NULL, -- JSON: all that is known, and when it was said
  merged_into     uuid,                        -- the contact that it was merged into
  merged_position bigint,                      -- of the event that said so, or took it back
  sheet           text COLLATE "C",            -- clients, experts, or none
  was_in          text[] COLLATE "C" NOT NULL, -- the sheets in which it has ever stood
  changed         bigint             NOT NULL  -- the event that last changed what the row shows
);

-- One row for each contact that ever named a project. Whether it still does, its card says.
-- Primary key: tenant, project, subject
CREATE TABLE sheets_projects (
  tenant  text COLLATE "C" NOT NULL,
  project text COLLATE "C" NOT NULL,
  subject uuid             NOT NULL,
  since   bigint           NOT NULL -- the first event that names it
);
