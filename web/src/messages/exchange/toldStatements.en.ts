import type { Worded } from '../worded.ts'
import type { toldStatementsZh } from './toldStatements.zh-CN.ts'

export const toldStatementsEn: Worded<typeof toldStatementsZh> = {
  title: 'Statements of other nodes',
  lede: 'Statements that other nodes prepared and that concern a party here. What they say is checked anew at this node; what you sign or object to here goes to their node by itself.',
  all: 'All',
  waiting: 'For us to sign',
  total: '{{formatted}} statements',
  none: 'No statements of other nodes',
  noneLede: 'A statement of another node that concerns a unit of this place comes here by itself.',
  noneWaiting: 'No statement waits for us',
  columns: { what: 'Statement', owner: 'Node', amount: 'Amount', state: 'State' },
  waitsOwn: 'waits for us',
  waitsFor: 'waits for {{parties}}',
  posted: 'posted {{at}}',
  verdicts: {
    whole: 'comes to its digest',
    incomplete: 'not all here',
    too_large: 'too long to be told',
    altered: 'does not come to its digest',
    unreadable: 'not understood',
    changed_since_signed: 'changed after it was signed',
    unsigned_here: 'not signed here',
  },
  verdictLede: {
    too_large:
      'It is longer than what nodes tell each other (2.4 million characters): it is not shown or signed here. Sign it at {{node}}.',
    incomplete:
      'A part has not come yet; it is checked by itself once all is here. Until then it is not shown and not signed.',
    altered:
      'The digest of what came, its parties or its lines are not those that its node told. It is not shown, and nobody signs it here. Speak with {{node}}.',
    changed_since_signed:
      'The digest or the parties that were signed here are not those that its node tells now. It is not shown, and not signed again; the digest that was signed is below. Speak with {{node}}.',
    unsigned_here:
      'Its node says that a party signed at this node, which has no such signature. It is not shown, and nobody signs it here. Speak with {{node}}.',
    unreadable:
      'What came is no statement as this software knows them. Compare the versions of both, and speak with {{node}}.',
  },
  proven: 'This node computed the digests of the agreement and of the statement from what came: they are those told.',
  ownerCutOff:
    '{{node}} was cut off at {{at}}: nothing goes to it or comes from it since. This is what it told before; it is not signed, and nothing is objected to or withdrawn.',
  notSent: 'does not arrive',
  reckoning: {
    same: 'Reckoned anew here, by the agreement and the data, it comes to the same.',
    differs:
      'Reckoned anew here, by the agreement and the data, it comes to something else: speak with {{node}} before you sign.',
    unknown: 'It could not be reckoned anew here.',
  },
  agreement: 'The agreement that it rests on',
  digestTold: 'Digest as told',
  acts: 'Signed and objected to here',
  actsLede: 'it counts once its node has recorded it',
  signature: 'Signature ({{party}})',
  objection: 'Objection to line {{line}} ({{party}})',
  withdrawnAt: 'withdrawn {{at}}',
  withdrawal: 'Withdrawal:',
  actStates: {
    sent: 'on its way',
    taken: 'recorded',
    refused: 'not taken',
    contradicted: 'was recorded, and its node denies it now',
  },
  signedDigest: 'Digest that was signed',
  ended: 'Statements told no longer',
  endedLede: 'Their nodes tell them no longer; what your unit signed and objected to is kept at this node.',
  endedStatement: 'Statement {{id}}',
  reasons: {
    unknown_statement: 'its node has no such statement',
    not_party: 'its node does not take this node to speak for that party',
    digest_differs: 'the digest is not that of the statement',
    posted: 'the statement is posted',
    withdrawn: 'the statement was withdrawn',
    signed_before: 'that party has signed already',
    line_unfit: 'the line is objected to already, or settled',
    settled: 'the objection is settled already',
    ledger_too_large: 'the amount is more than the ledger takes',
    unreadable: 'its node could not understand it',
  },
}
