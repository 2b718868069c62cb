-- One more kind of file: what a prefecture brings in for its towns.
alter table import_file drop constraint import_file_kind_check,
    add constraint import_file_kind_check check (kind in ('members', 'needs', 'town_needs', 'facts', 'companies'));
alter table import_key drop constraint import_key_kind_check,
    add constraint import_key_kind_check check (kind in ('needs', 'town_needs', 'companies'));
