# How dates, times of day and zones stand together. Each of them is written as the language writes it (CLDR), and so
# is `Oct 7, 09:54` as a whole.

# Oct 07, 2015 - 09:54 EDT
date-time = { $date } - { $time } { $zone }

# 09:54 EDT; also with a date before it
time-in-zone = { $time } { $zone }

range = { $from } – { $to }

# Oct 1 – 6: of two days of one month. $from and $to are both dates, $from-day and $to-day their days of the month.
range-in-month = { $from } – { $to-day }

# Wednesday, Oct 7
weekday-and-date = { $weekday }, { $date }
