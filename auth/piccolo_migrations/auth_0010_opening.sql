-- People get their accounts by invitation, which the doorkeeper opens: no code lets a manager open one any more. What a
-- manager still registers is an outside system, whose account has no way to sign in. Restrictive, so that it holds beside
-- every policy that lets an account be opened, whichever package wrote it.
create policy opened on account as restrictive for insert to app with check (
    (select app_role()) = 'system'
    or login = 'client-' || id and password_hash is null and email is null and member is null and not demo);
