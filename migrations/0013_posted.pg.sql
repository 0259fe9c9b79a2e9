create function incident_updates_older_body() returns trigger language plpgsql as $$
begin
    new.posted := null;
    return new;
end $$;

create trigger incident_updates_older_update before update of body on incident_updates for each row
when (new.posted is not null
      and new.posted is not distinct from old.posted
      and new.body is distinct from old.body)
execute function incident_updates_older_body();
