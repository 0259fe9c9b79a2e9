-- When something that readers see last changed without a newer date of its own: an import brings old dates along.
alter table pages add column undated_change_at timestamptz;

-- The newest change of any incident, and of any maintenance, dates the documents that list some of them.
create index incidents_kind_updated_at_idx on incidents (kind, updated_at);
