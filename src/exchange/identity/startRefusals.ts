import { Refusal } from '../../platform/refusal.ts'

/** What can be wrong with the key of an installation. Codes are public: never renamed, never reused. */
export const identityRefusals = {
  keyDamaged: (path: string) =>
    new Refusal(
      'invalid',
      'node_key_damaged',
      `${path} is no Ed25519 private key (PKCS #8, PEM). Put it back from your backup, or remove it: a new one is made, which the region has to admit.`,
      { path },
    ),
}
