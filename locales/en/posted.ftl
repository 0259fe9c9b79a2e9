# What is posted on a maintenance when nobody writes a text. The first three are Statuspage's sentences.
#
# Databases hold which sentence it is and the words it was posted in. So the words of a sentence stay as they are:
# other words are another sentence, with a key of its own. posted-verifying is offered to staff and never posted by
# itself.

posted-in-progress = Scheduled maintenance is currently in progress. We will provide updates as necessary.
posted-verifying = Verification is currently underway for the maintenance items.
posted-completed = The scheduled maintenance has been completed.
posted-cancelled = This scheduled maintenance has been cancelled and will not take place.
posted-moved = This scheduled maintenance has been rescheduled. It is now planned for { $window }.
posted-longer = This scheduled maintenance will take longer than planned. It is now planned for { $window }.
posted-shorter = This scheduled maintenance will end sooner than planned. It is now planned for { $window }.
