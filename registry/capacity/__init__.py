"""The days a person offers, the days booked, and what is left; and the forms of appointment a person accepts.

The database refuses a booking beyond the offer. Who is booked for what belongs to `matching/assignments`.
"""
