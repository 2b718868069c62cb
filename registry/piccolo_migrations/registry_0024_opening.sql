-- Who opens an account is said in one policy again, so that none of two hides that the other is gone. Accounts of people
-- come from invitations, or from the body that registered the person; a manager registers an outside system, whose
-- account has no way to sign in.
drop policy opened on account;
alter policy managed on account with check (
    (select app_role()) = 'system' and (member is null or registrar_of(member) = (select app_organisation()))
    or (select app_role()) = 'manager' and member is null and login = 'client-' || id and password_hash is null
        and email is null and not demo);
