# Words of the staff pages.

staff-title = { $title } · { $name }
staff-title-error = Error: { $name }
staff-navigation = Staff
public-page = Public page

role-owner = Owner
role-admin = Admin
role-responder = Responder
role-viewer = Viewer

nav-dashboard = Dashboard
nav-incidents = Incidents
nav-create = Create incident
nav-tokens = API tokens
nav-team = Team
nav-audit = Audit log
nav-account = Account
nav-more = More

there-is-a-problem = There is a problem

field-email = Email
field-password = Password
field-current-password = Current password
field-factor-password = Current password
field-new-password = New password
field-name = Name
field-code = Code

log-in = Log in
log-in-title = Log in
log-in-wrong = Email or password is wrong. Check both and try again.
log-out = Log out
password-lost = Lost your password? An owner can give you a link to choose a new one.
session-gone = Your session had ended. Log in, and what you wrote comes back; nothing of it was sent.
resume-title = What you wrote is still here
resume-text = You are logged in again. Nothing was sent in between.
resume-continue = Continue where you were
code-title = Second factor
code-hint = The six digits that your app shows now, or one of your recovery codes.
code-wrong = Code is wrong, or was used already. Wait for the next one and try again.
start-over = Start over

set-up-title = Set up this status page
set-up-intro = You are the first to come in and will own this page. This link works once.
set-up-button = Make the owner
join-title = Join the team
join-intro = You are invited as { $role } and will log in as { $email }. This link works once.
join-button = Join
new-password-title = Choose a new password
new-password-intro = For { $name }. All your sessions and API tokens end, and this link works once.
new-password-button = Save the password
own-name-hint = As your team knows you. Customers never see it.
password-hint = 12 to 128 characters. Several words that do not belong together are good.
link-over = This link does not work any more
link-over-text = It was used already, or its time is over. Ask for a new one, or log in.

account-name = Your name
save-name = Save the name
account-password = Password
account-password-hint = Changing it logs you out everywhere.
change-password = Change the password
account-factor = Second factor
factor-on = Logging in asks for a code from your app.
codes-left = { $count ->
    [0] No recovery codes are left: make new ones.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
renew-codes = New recovery codes
factor-turn-off = Turn the second factor off
factor-none = Your password alone lets you in. An app on your phone can ask for a second proof.
factor-set-up = Set up a second factor
factor-title = Set up a second factor
factor-step-scan = Scan this with an authenticator app.
factor-qr = QR code with the secret below
factor-step-type = Or type this secret:
factor-open-app = Open in an app on this device
factor-step-confirm = Type the code that the app shows, and your password.
confirm-code-hint = Six digits, new every 30 seconds.
confirm-password-hint = It shows that this is you. Everywhere else you are logged out.
factor-confirm = Turn it on
codes-title = Keep your recovery codes
codes-text = Each lets you in once when your phone is gone. They are not shown again.
codes-kept = I have kept them
account-sessions = Where you are logged in
session-unnamed = A browser without a name
session-seen = last seen
session-this = This one
session-end = End
session-end-others = End all the others

done-password-changed = Your password is changed and all your sessions ended. Log in with the new one.
done-name-changed = Your name is changed.
done-session-ended = The session is ended.
done-others-ended = All other sessions are ended.
done-factor-off = The second factor is off.
done-logged-out = You are logged out.

denied = Your role does not reach that far
denied-text = This needs the role { $needs }. Someone with the role { $lead } can change yours.
foreign = That form came from elsewhere
foreign-text = Nothing was changed. Open the page here and send the form again.
stray = That form was too old
held-typed = What you wrote
stray-text = Nothing was changed, and nothing of what you wrote is lost.
factor-first = A second factor comes first
factor-first-text = Everybody here needs one now. Nothing was changed, and what you wrote waits on this page: set yours up, then come back and continue.
too-large = That is too large
too-large-text = A form may hold 1 MiB, 64 kB while nobody is logged in, and a file as much as stands beside its field. Nothing was changed.
too-many-fields-text = The form has more fields than this page can have. Nothing was changed. Go back, load the page again and send it anew.
limited = Too many tries
limited-text = { $count ->
    [one] Wait a minute, then try again.
   *[other] Wait { $count } minutes, then try again.
}
conflict = That does not fit what is there
staff-not-found-text = There is nothing at this address, or it was deleted.
staff-unavailable-text = The database does not answer. Nothing was changed; go back and try again in a moment. Readers go on seeing the last page.
staff-unsure-text = The database went away while it was asked. Look at the page before you send it again: it may have been done.
staff-internal-text = Something went wrong on our side. It is in the log of the server.

field-status = Status
field-message = Message
field-body = Message
field-affected = The list of groups
field-affected-name = Component
field-affected-status = Status of these
field-components = Components
field-impact = Impact
field-impact-override = Impact
field-started-at = Started at
field-detected-at = Detected at
field-restored-at = Restored at
field-display-at = Happened at
field-next-update = Next update by
field-publish-at = Publish at
field-backfill-date = Posted at
field-template = Template
field-notify = Notify subscribers
field-note = Note
field-reason = Reason
field-confirm = Name of the incident
field-postmortem = Postmortem
field-keep-components = { $count ->
    [one] When resolved, keep its component's status
   *[other] When resolved, keep the status of its { $count } components
}

create-incident = Create incident
save-draft = Save draft
preview = Preview
publish = Publish
save = Save
back = Back
search = Search
post-update = Post update
save-note = Save note
edit-incident = Edit incident
write-postmortem = Write postmortem
correct = Correct
use-template = Use template
duplicate = Create another like it
change-components = Change components
change-components-hint = With this update. At the end a choice here counts over going back to operational.
incident-affects = Affects { $name }
incident-affects-now = { $status }: { $names }
stale-read = What is there now
scheduled-all = All maintenance
placeholder-left = still holds { $name }, which nothing filled in. Replace it with words, or choose components and use the template again.
restored-text = What you wrote here before is back.
restored-discard = Discard it
standard-offered = can't be blank. The standard sentence stands there now: change it, or send it as it is.
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
message-hint = Markdown works.
impact-computed = From its components
impact-hint = Leave it, unless the components do not tell how bad it is.
started-hint = In { $zone }; empty means now, { $now }.
publish-at-hint = In { $name }. Filled in, nothing is public before that minute; the promise above counts from it.
display-at-hint = In { $name }.
times-hint = All times in { $name }. Empty means not known.
notify-hint = Nobody can subscribe yet; what is set here is kept with the update.
promise-none = No promise
promise-15 = In 15 minutes
promise-30 = In 30 minutes
promise-60 = In an hour
promised-by = Next update promised by { $name }
overdue = overdue
keep-components-hint = Otherwise each goes back to operational, or to what another open incident says of it.
standard-sentences = Standard sentences
standard-investigating = We are currently investigating this issue.
standard-identified = The issue has been identified and a fix is being implemented.
standard-monitoring = A fix has been implemented and we are monitoring the results.
standard-resolved = This incident has been resolved.
more-settings = More

pick-none = This page has no components yet.
pick-no-change = No change
pick-as-above = As above
pick-leave-out = Leave out
pick-choose = Choose
pick-name = { $name } in all { $count } groups
pick-group = All components of { $name }
pick-by-group = By group
pick-without-group = Without a group
pick-find = Find a group or component
pick-template = { $count ->
    [one] The component of the template
   *[other] The { $count } components of the template
}
outcome = { $count ->
    [one] One component → { $status }
   *[other] { $count } components → { $status }
}
outcome-left-out = { $count } left out
pick-range = Only these groups
pick-range-hint = Such as DUO1-DUO8, DUO10-DUO30, DUO47.
pick-range-name = Component in these groups
pick-range-status = Status in these groups

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
viewer-note = Your role reads and changes nothing. Someone with the role Owner can change that.
search-incidents = Search names, states and texts
incidents-none = No incidents found.
public-view = On the public page
further = More on this incident
notes = Notes among staff
note-hint = Never public.
stale-look = Somebody else changed this meanwhile, and nothing was done. Go back and look at it before you send this again.
stale-note = Somebody else changed this while you wrote. What is there now stands on this page, your words are in the form: read, change what you like, and send it again.
correct-title = Correct an update
correct-intro = From two minutes after posting on, customers can read what stood there before, and your reason.
reason-hint = Why it changes, for everybody to read. May be empty.
postmortem-reason-hint = When a published text changes: why. For everybody to read; may be empty.
save-correction = Save the correction
field-left = What becomes of its components
left-to-others = Back to what other open incidents say, else operational
left-as-they-are = They keep the status they have
delete-maintenance-gives-back = Its components go back to what other open incidents say, else operational.
delete-incident-intro = It goes from the page, the history and the feeds, with all its updates and its postmortem. This cannot be undone.
confirm-hint = Type it as it stands to show that you mean this one.
postmortem-open = It can be published once the incident is resolved.
postmortem-template =
    ## Summary

    ## Impact

    ## Timeline

    ## Root cause

    ## What we do about it

done-incident-created = The incident is on the page.
done-update-posted = The update is on the page.
done-incident-changed = The incident is changed.
done-update-corrected = The correction is on the page.
done-incident-deleted = The incident is deleted.
done-note-saved = The note is saved. Nobody but staff sees it.
done-draft-saved = The draft is saved. Nothing of it is public, and it does not publish itself.
done-incident-planned = It is planned and publishes itself at its minute. Nothing of it is public before.
done-draft-deleted = The draft is deleted.
done-postmortem-published = The postmortem is on the page.
not-sent = Not sent, try again
