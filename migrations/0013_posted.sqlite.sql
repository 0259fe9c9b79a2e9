create trigger incident_updates_older_update after update of body on incident_updates
when new.posted is not null and new.posted is old.posted and new.body is not old.body
begin
    update incident_updates set posted = null where id = new.id;
end;
