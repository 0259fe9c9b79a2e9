# Words of the staff pages Team, API tokens and Audit log.

field-role = Role

team-invite = Invite somebody
team-invite-hint = They get a link from you that works once, for seven days, and choose their own password.
team-invite-button = Make the invitation link
team-name-hint = As the team knows them. They can change it when they join.
team-people = People
team-you = You
team-factor-on = Second factor on
team-factor-off = No second factor
team-sessions = { $count ->
    [0] Logged in nowhere
    [one] Logged in at one place
   *[other] Logged in at { $count } places
}
team-manage = Manage { $name }
team-change-role = Change the role
team-role-unknown = Role is not one of those in the menu. Choose one of them.
team-end-sessions = End all sessions
team-password-link = Link to choose a new password
team-reset-factor = Reset the second factor
team-remove = Remove
team-remove-title = Remove { $name }
team-remove-text = All their sessions and API tokens end at once, and so do the invitations and links that they made, the incidents that they planned and the series of maintenance that they run. Maintenance that readers know of stays, and the audit log keeps what they did.
team-remove-hint = To be sure, type { $name }
team-remove-button = Remove this person
team-remove-wrong = Email is not the one of this person. Type { $name }
team-keep = Keep them
team-invitations = Open invitations
team-no-invitations = Nobody is invited at the moment.
team-invited-by = Invited by { $name }, until
team-invitation-end = End the invitation
team-link-title = The invitation link for { $name }
team-link-text = Copy it and send it to them. It is shown this once, works once, and for seven days.
team-link-label = Invitation link
team-password-link-title = A new password for { $name }
team-password-link-text = Copy the link and send it to them. It is shown this once, works once, and for 24 hours. Until it is used the present password goes on working.
team-password-link-label = Link to choose a new password
team-back = Back to the team
team-roles = What each role may do
team-roles-deed = May
yes = Yes
no = No

deed-read = Read everything that staff may read
deed-run-incident = Run incidents, post updates, write postmortems, set a component's status
deed-run-maintenance = Plan, move and end maintenance
deed-manage-page = Change components, groups, templates and the page's settings
deed-manage-tokens = Make API tokens and end their own
deed-read-audit = Read the audit log and export it
deed-manage-team = Manage the team, end the sessions and API tokens of others

tokens-create = New API token
tokens-name-hint = What it is for, as “deploy script”.
tokens-role-hint = Up to your own role, { $name }.
tokens-create-button = Create the token
field-expires-in = Expires
expires-never = Never
expires-days = After { $count } days
tokens-expiry-unknown = Expires is not one of those in the menu. Choose one of them.
tokens-list = Tokens
tokens-own-only = You see the tokens that you made. Someone with the role { $name } sees all of them.
tokens-none = There are no tokens yet.
token-works = Works
token-expired = Expired
token-revoked = Revoked
token-made-by = Made by { $name },
token-by-command-line = the command line
token-by-removed = somebody who was removed
token-last-used = last used
token-never-used = never used
token-expires = expires
token-never-expires = never expires
token-revoke = Revoke
token-title = Your new API token
token-text = Copy it now and keep it as you keep a password. It is stored only as a hash and not shown again.
token-label = API token
token-back = Back to the tokens

audit-filter = Filter
audit-who = Who
audit-who-hint = A part of the name.
audit-action = Action
audit-action-hint = How it begins, as “incident” or “user.change_role”.
audit-subject = Subject
audit-subject-hint = The id of what it was done to.
audit-filter-button = Show
audit-entries = Entries
audit-none = No entry fits.
audit-export = Export what the filter shows, at most the newest 100,000 entries:
audit-csv = CSV
audit-json = JSON
audit-older = Older entries
audit-newest = Newest entries
audit-nothing = nothing
door-cli = Command line
door-v1 = Manage API
door-admin = Staff pages
door-clock = By itself, at its moment
door-start = Start of the program

done-role-changed = The role is changed. It counts from their next click; what they had planned or given out and may do no longer is ended.
done-sessions-of-ended = All their sessions are ended.
done-factor-reset = Their second factor is reset and their sessions are ended.
done-person-removed = They are removed and logged out.
done-invitation-ended = The invitation is ended.
done-token-revoked = The token is revoked.
