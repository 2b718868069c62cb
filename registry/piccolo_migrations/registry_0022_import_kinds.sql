-- Two migrations of one day each wrote the list of kinds without the other's: the list with both, whichever ran last.
alter table import_file
    drop constraint import_file_kind_check,
    add constraint import_file_kind_check
        check (kind in ('members', 'needs', 'town_needs', 'facts', 'companies', 'travel'));
