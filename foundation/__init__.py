"""What every package stands on: database, web, jobs, mail, files, text. No rule of the field lives here."""
