-- Who is gone has no way back: links, plans and series know who made them, by id. Null for the command line
-- and for what was made before this step, which ends with its time.
alter table links add column maker_id text;
alter table incident_drafts add column maker_id text;
alter table maintenance_series add column maker_id text;

-- What tokens that say of themselves where they are from are signed with; made at the first start.
alter table pages add column secret text;

-- Deeds store what changed. The version grows whenever anything of an incident is stored anew.
alter table incidents add column version bigint not null default 0;

-- What the search of staff looks through stands beside each text, in lower case; null for what an older program
-- wrote. `incidents.search_text` is name and state alone from this step on.
alter table incident_updates add column search_text text;
alter table postmortems add column search_text text;
