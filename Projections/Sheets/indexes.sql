-- The indexes of the sheets, made once the rows are there.

-- The rows of a sheet, in the order of their keys.
CREATE INDEX sheets_contacts_sheet ON sheets_contacts (tenant, sheet, subject);
-- What has changed since a position.
CREATE INDEX sheets_contacts_changed ON sheets_contacts (tenant, changed);
-- The projects of a contact.
CREATE INDEX sheets_projects_subject ON sheets_projects (tenant, subject);
