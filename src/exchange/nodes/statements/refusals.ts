import { Refusal } from '../../../platform/refusal.ts'

/** What is refused of statements that another node told. Codes are public: never renamed, never reused. */
export const toldStatementRefusals = {
  notFound: (owner: string, id: string) =>
    new Refusal('not_found', 'told_statement_not_found', `${owner} tells you of no statement ${id}.`, { owner, id }),
  unproven: (verdict: string) =>
    new Refusal(
      'conflict',
      'told_statement_unproven',
      'What came of this statement does not come to its digest: nobody can sign it, or object to it.',
      { verdict },
    ),
  ownerCutOff: (owner: string) =>
    new Refusal(
      'conflict',
      'told_statement_owner_cut_off',
      `${owner} was cut off: nothing that you do here goes to it.`,
      {
        owner,
      },
    ),
  unitElsewhere: () =>
    new Refusal(
      'forbidden',
      'told_statement_unit_elsewhere',
      'A unit signs at the node that speaks for it: this one does not speak for yours.',
    ),
  onItsWay: (party: string) =>
    new Refusal('conflict', 'told_statement_on_its_way', `${party} has signed it here: that is on its way.`, { party }),
  objectionOnItsWay: (line: number) =>
    new Refusal(
      'conflict',
      'told_statement_objection_on_its_way',
      `An objection of yours to line ${line} is on its way.`,
      { line },
    ),
  objectionNotTaken: (reason: string | null) =>
    new Refusal(
      'conflict',
      'told_statement_objection_not_taken',
      'The owner did not take this objection: there is nothing to withdraw.',
      { reason: reason ?? '' },
    ),
} as const
