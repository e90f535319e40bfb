import { Refusal } from '../../platform/refusal.ts'

/** What nodes refuse. Codes are public: never renamed, never reused. */
export const nodeRefusals = {
  settingsDamaged: (path: string) =>
    new Refusal(
      'invalid',
      'node_settings_damaged',
      `${path} is not what qunce node init and join write. Put it back from your backup.`,
      { path },
    ),
  natsMissing: () =>
    new Refusal(
      'conflict',
      'nats_missing',
      'nats-server is not installed, and nodes reach each other by it: apt-get install nats-server, or put nats-server 2.9 or newer on the path.',
    ),
  alreadyNode: (code: string) =>
    new Refusal('conflict', 'node_already', `This installation is the node ${code} already.`, { code }),
  notNode: () =>
    new Refusal('conflict', 'node_none', 'This installation is no node of a cluster. Make it one: qunce node init.'),
  notRegion: () =>
    new Refusal('conflict', 'node_not_region', 'Nodes are admitted and cut off by the region’s node alone.'),
  requestUnreadable: () =>
    new Refusal(
      'invalid',
      'node_request_unreadable',
      'This is no request to join: it is the file that qunce node init has written at the member, and its signature must hold.',
    ),
  invitationUnreadable: () =>
    new Refusal(
      'invalid',
      'node_invitation_unreadable',
      'This is no invitation to this node: it is the file that the region made for its request, and its signature must hold.',
    ),
  codeTaken: (code: string) =>
    new Refusal(
      'conflict',
      'node_code_taken',
      `A node ${code} stands already. Cut it off first, or take another code.`,
      {
        code,
      },
    ),
  placeTaken: (jurisdictionCode: string) =>
    new Refusal(
      'conflict',
      'node_place_taken',
      `Another node stands for ${jurisdictionCode}. Cut it off first, or admit this one for a place within.`,
      { jurisdictionCode },
    ),
  keySpent: () =>
    new Refusal('conflict', 'node_key_spent', 'This key was revoked, or is another node’s. Make a new one.'),
  notStanding: (code: string) =>
    new Refusal('not_found', 'node_not_standing', `No member ${code} stands here.`, { code }),
  jurisdictionUnknown: (code: string) =>
    new Refusal('invalid', 'node_jurisdiction_unknown', `The gazetteer has no jurisdiction ${code}.`, { code }),
}
