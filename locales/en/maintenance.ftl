# Words of the staff pages of scheduled maintenance.

nav-maintenances = Maintenance
schedule-maintenance = Schedule maintenance
edit-maintenance = Reschedule or edit
delete-maintenance = Delete this maintenance
calendar = Calendar

maintenances-under-way = In progress
maintenances-none-under-way = No maintenance is under way.
maintenances-upcoming = Upcoming
maintenances-none-upcoming = Nothing is planned.
maintenances-past = Past
maintenances-none-past = Nothing is over yet.
maintenance-repeats = repeats
maintenance-start-passed = Its start has passed and it has not begun: start it, reschedule it or cancel it.
maintenance-end-passed = Its end has passed and it is not over: finish it, or give it more time.

calendar-zone = All times in { $name }.
calendar-months = Months
calendar-this-month = This month
calendar-list = As a list
calendar-today = Today
calendar-goes-on = goes on:
calendar-nothing = Nothing is planned.
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
monday-short = Mon
tuesday-short = Tue
wednesday-short = Wed
thursday-short = Thu
friday-short = Fri
saturday-short = Sat
sunday-short = Sun

field-scheduled-for = Starts
field-scheduled-until = Ends
field-repeats = Repeats
field-rrule = Or by a rule of your own (RRULE)
field-upcoming = What is announced already
field-minutes = More time
field-idempotency-key = This form
maintenance-name-hint = What you do, in a few words.
maintenance-window-title = Planned time
maintenance-times-hint = In { $name }.
maintenance-when = When
maintenance-in-utc = In UTC
maintenance-takes = Takes
maintenance-affects = Affects
maintenance-affects-nothing = No components
maintenance-backwards = The end must be after the start.
maintenance-begins-at-once = Its start has passed: it begins as soon as it is announced.
maintenance-by-itself = What happens by itself
maintenance-edit-message-hint = Posted as an update. Without one a new planned time is announced in a sentence of ours, and nothing else is.
maintenance-theirs = What is there now
maintenance-last-word = Last word
flag-auto-start = Move to In progress at the start
flag-auto-finish = Move to Completed at the end
flag-to-maintenance = Set its components to Under maintenance at the start
flag-to-operational = Set them back to Operational at the end
flag-remind = Remind subscribers an hour before
flag-notify-start = Notify subscribers of the start
flag-notify-end = Notify subscribers of the end
repeats-never = Never
repeats-weekly = Every week
repeats-fortnightly = Every two weeks
repeats-monthly = Every month on the same date
repeats-monthly-weekday = Every month on the same weekday, such as the second Tuesday
rrule-hint = Such as FREQ=MONTHLY;BYDAY=2TU or FREQ=WEEKLY;UNTIL=20271231. It counts over the menu.

clock-never = { $time } does not exist on that day: clocks go from { $from } to { $to }. It is taken as { $taken }.
clock-twice = { $time } comes twice on that day: the clocks go back over it. It is taken as { $taken }.
clock-confirm = { $name } If that is right, send the form again.
clock-second = Take the second of the two times, after the clocks go back
clocks-forward = The clocks go forward by { $by } meanwhile, at { $at }. From start to end it is { $duration }.
clocks-back = The clocks go back by { $by } meanwhile, at { $at }. From start to end it is { $duration }.
clashes = At the same time on the same components, which is allowed:
clash-facts = ({ $window }) shares { $names }

next-at = { $time }: { $text }
next-remind = subscribers are reminded.
next-start = it moves to In progress.
next-start-moves = { $count ->
    [one] it moves to In progress, and its component to Under maintenance.
   *[other] it moves to In progress, and its { $count } components to Under maintenance.
}
next-start-by-hand = It does not start by itself: start it by hand.
next-finish = it moves to Completed.
next-finish-moves = { $count ->
    [one] it moves to Completed, and its component back to Operational or to what an open incident says of it.
   *[other] it moves to Completed, and its { $count } components back to Operational or to what an open incident says of them.
}
next-finish-by-hand = It does not end by itself: finish it by hand.

maintenance-of-series = Its series
maintenance-further = Change it
maintenance-status-hint = In progress sets its components to Under maintenance, Completed sets them back.
maintenance-start = Start now
maintenance-start-hint = Without a message, subscribers read: “Scheduled maintenance is currently in progress. We will provide updates as necessary.”
maintenance-finish = Finish now
maintenance-finish-hint = Without a message, subscribers read: “The scheduled maintenance has been completed.”
maintenance-cancel = Cancel this maintenance
maintenance-cancel-hint = Subscribers read: “This scheduled maintenance has been cancelled and will not take place.” Your message follows it.
maintenance-extend = Give it more or less time
maintenance-extend-hint = The end in { $name }. Without a message, a sentence with the new end is posted.
maintenance-new-end = Set this end
extend-15 = 15 minutes longer
extend-30 = 30 minutes longer
extend-60 = 1 hour longer

series-title = Recurring maintenance
series-none = No maintenance repeats. The form that schedules one can make it repeat.
series-facts = { $rule } · { $duration }
series-going-on = Goes on
series-over = Nothing more is announced
series-first = First start
series-first-text = { $time } in { $zone }
series-occurrences = Announced occurrences
series-coming = It takes place
series-keep = Let it take place
series-cancel = Cancel it
series-upcoming-hint = Occurrences that somebody changed by hand are never cancelled.
series-end = End this series
series-end-hint = Nothing more is announced.

done-maintenance-scheduled = The maintenance is announced.
done-maintenance-changed = The maintenance is changed.
done-maintenance-started = The maintenance is in progress.
done-maintenance-finished = The maintenance is completed.
done-maintenance-cancelled = The maintenance is cancelled.
done-series-scheduled = The series is planned, and its first occurrences are announced.
done-series-ended = The series is ended.
