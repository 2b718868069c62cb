"""Text as Japanese public bodies write it: ids, codes, search keys, dates, CSV and XLSX, safe strings.

Pure: no database, no web, no clock read except where a function says so. Knows no rule of the field.
"""
