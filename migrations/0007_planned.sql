-- Drafts that publish themselves: the incident as it was checked when it was planned, JSON. Null for a draft
-- that nobody has planned. `fields` stays what the form showed.
alter table incident_drafts add column plan text;
