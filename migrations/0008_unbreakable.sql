-- Who is gone has no way back: links, plans and series know who made them, by id. Null for the command line
-- and for what was made before this step, which ends with its time.
alter table links add column maker_id text;
alter table incident_drafts add column maker_id text;
alter table maintenance_series add column maker_id text;

-- What tokens that say of themselves where they are from are signed with; made at the first start.
alter table pages add column secret text;
