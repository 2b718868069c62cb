-- Erasure: what a person wrote in a conversation stays as a place in it, without their name and words. Whoever erases
-- works for the person and the body that registered them, and can put nothing else there.
grant update (author_name, body) on message to app;
create policy blanked on message for update using (
    member = (select app_member()) and (select app_organisation()) is not null)
    with check (author_name = '消去済み' and body = '（本人の情報とともに消去しました）');
