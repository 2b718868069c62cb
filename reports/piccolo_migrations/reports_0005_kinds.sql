-- Which kinds of papers there are stands in reports/documents/rules.py; the column only keeps to a word's shape.
alter table document drop constraint if exists document_kind_check;
alter table document add constraint document_kind_check check (kind ~ '^[a-z_]{1,40}$');
