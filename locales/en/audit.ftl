# Words of the staff pages of the audit log.

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
