# Words of the staff pages of postmortems.

field-postmortem = Postmortem
write-postmortem = Write postmortem
postmortem-reason-hint = When a published text changes: why. For everybody to read; may be empty.
postmortem-open = It can be published once the incident is resolved.
postmortem-template =
    ## Summary
    ## Impact
    ## Timeline
    ## Root cause
    ## What we do about it
