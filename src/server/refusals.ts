import { Refusal } from '../platform/refusal.ts'

export const serverRefusals = {
  linkUseless: () =>
    new Refusal(
      'forbidden',
      'link_useless',
      'This link was used already, or it is older than it may be. Ask for a new one (qunce serve prints one at its start).',
    ),
  membershipForeign: (membershipId: string) =>
    new Refusal('forbidden', 'membership_foreign', 'You do not act for this organization.', { membershipId }),
  passwordTooShort: (minimum: number) =>
    new Refusal('invalid', 'password_too_short', `Choose a password of at least ${minimum} characters.`, { minimum }),
  emailTaken: (email: string) =>
    new Refusal('conflict', 'email_taken', `There is a user with the address ${email} already.`, { email }),
  userUnknown: (userId: string) => new Refusal('not_found', 'user_unknown', 'There is no such user.', { userId }),
  organizationUnknown: (organizationId: string) =>
    new Refusal('invalid', 'organization_unknown', 'The gazetteer has no such organization.', { organizationId }),
  membershipUnknown: (membershipId: string) =>
    new Refusal('not_found', 'membership_unknown', 'There is no such membership, or it is revoked.', { membershipId }),
  membershipHeld: () =>
    new Refusal('conflict', 'membership_held', 'The user acts for this organization in this role already.'),
  lastAdministrator: () =>
    new Refusal(
      'conflict',
      'last_administrator',
      'This is the only administrator left. Make another one first, or nobody could manage users any more.',
    ),
  keyOpensOther: (scope: string) =>
    new Refusal('forbidden', 'key_opens_other', `The key was made for something else (${scope}).`, { scope }),
  keysTooMany: (most: number) =>
    new Refusal('conflict', 'keys_too_many', `There are ${most} keys already. End one that is no longer used.`, {
      most,
    }),
  keyUnknown: (id: string) => new Refusal('not_found', 'key_unknown', 'There is no such key, or it was ended.', { id }),
}
