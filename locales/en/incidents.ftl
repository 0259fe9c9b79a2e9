# Words of the staff pages of incidents and the dashboard.

unexplained = Status without an incident
unexplained-line = { $name } is { $status }, no open incident
unexplained-other = { $name } is { $status }, an open incident says { $explained }
unexplained-write = Write one
unexplained-operational = Set operational
unexplained-set = Set to { $name }
unexplained-more = { $count ->
    [one] And one more
   *[other] And { $count } more
}
field-impact = Impact
field-started-at = Started at
field-detected-at = Detected at
field-restored-at = Restored at
field-display-at = Happened at
field-next-update = Next update by
field-publish-at = Publish at
field-backfill-date = Posted at
field-template = Template
field-reason = Reason
field-confirm = Name of the incident
field-keep-components = { $count ->
    [one] When resolved, keep its component's status
   *[other] When resolved, keep the status of its { $count } components
}
create-incident = Create incident
save-draft = Save draft
publish = Publish
save-note = Save note
edit-incident = Edit incident
correct = Correct
duplicate = Create another like it
change-components = Change components
change-components-hint = With this update. At the end a choice here counts over going back to operational.
incident-affects = Affects { $name }
incident-affects-now = { $status }: { $names }
stale-read = What is there now
scheduled-all = All maintenance
duplicate-last = Duplicate last
past-incident = Add a past incident
past-incident-note = For the record: it is resolved, nobody is notified, and no component changes its status.
put-on-record = Add to the history
delete-update = Remove this update
delete-incident = Delete incident
delete-draft = Delete this draft
delete-draft-hint = It cannot be brought back.
delete-draft-sure = Delete for good
delete-update-hint = Its text goes for good; readers see that an update was removed.
save-unplanned = Save, publish later by hand
incident-name-hint = What customers notice, in a few words.
impact-computed = From its components
impact-hint = Leave it, unless the components do not tell how bad it is.
started-hint = In { $zone }; empty means now, { $now }.
publish-at-hint = In { $name }. Filled in, nothing is public before that minute; the promise above counts from it.
display-at-hint = In { $name }.
promise-none = No promise
promise-15 = In 15 minutes
promise-30 = In 30 minutes
promise-60 = In an hour
promised-by = Next update promised by { $name }
overdue = overdue
keep-components-hint = Otherwise each goes back to operational, or to what another open incident says of it.
standard-investigating = We are currently investigating this issue.
standard-identified = The issue has been identified and a fix is being implemented.
standard-monitoring = A fix has been implemented and we are monitoring the results.
standard-resolved = This incident has been resolved.
more-settings = More
on-fire = On fire now
all-quiet = All quiet
last-word = Last word { $duration } ago
reminder = { $count ->
    [one] Open, and silent for an hour: say something, or resolve it.
   *[other] Open, and silent for { $count } hours: say something, or resolve it.
}
drafts = Drafts
draft-failed = could not be kept: { $name }. It was not published; correct it and plan it again.
draft-gone = Somebody else saved, published or deleted this draft meanwhile. What you wrote is here and stands on its own now: sending it makes something new.
draft-planned = Publishes itself { $time } · planned by { $name }
draft-failed-line = Was not published at its minute
draft-unnamed = A draft without a name
draft-saved-by = By { $name }, saved { $time }
scheduled-soon = Scheduled
scheduled-none = No maintenance is planned.
search-incidents = Search names, states and texts
incidents-none = No incidents found.
stale-look = Somebody else changed this meanwhile, and nothing was done. Go back and look at it before you send this again.
correct-title = Correct an update
correct-intro = From two minutes after posting on, customers can read what stood there before, and your reason.
reason-hint = Why it changes, for everybody to read. May be empty.
save-correction = Save the correction
field-left = What becomes of its components
left-to-others = Back to what other open incidents say, else operational
left-as-they-are = They keep the status they have
delete-maintenance-gives-back = Its components go back to what other open incidents say, else operational.
delete-incident-intro = It goes from the page, the history and the feeds, with all its updates and its postmortem. This cannot be undone.
confirm-hint = Type it as it stands to show that you mean this one.
