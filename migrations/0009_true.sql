-- When something that readers see last changed without a newer date of its own: an import brings old dates along.
alter table pages add column undated_change_at timestamptz;

-- Under which address the page was last served: another one changes every document that has it.
alter table pages add column served_url text;

-- The newest change of any incident, and of any maintenance, dates the documents that list some of them.
create index incidents_kind_updated_at_idx on incidents (kind, updated_at);

-- A JSON object: the statuses that a maintenance gives components when it begins. null where nobody said any.
alter table incidents add column begins_with text;
