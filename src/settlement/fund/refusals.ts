import { Refusal } from '../../platform/refusal.ts'

/** What the fund refuses beside the ledger. Codes are public: never renamed, never reused. */
export const fundRefusals = {
  notFound: (id: string) =>
    new Refusal('not_found', 'fund_not_found', 'There is no such fund, or you are no member of it.', { id }),
  notManager: () =>
    new Refusal('forbidden', 'fund_not_manager', 'Only the organization that manages the fund does this.'),
  membersSame: () =>
    new Refusal('invalid', 'fund_members_same', 'Each member has a name, a jurisdiction and a paying unit of its own.'),
  placeUnknown: (name: string, code: string) =>
    new Refusal('invalid', 'fund_place_unknown', `${name}: there is no jurisdiction ${code}.`, { name, code }),
  figuresUnfit: (found: string, expected: string) =>
    new Refusal('invalid', 'fund_figures_unfit', `Figures are given for ${found}; the members are ${expected}.`, {
      found,
      expected,
    }),
  roundTaken: (year: number) =>
    new Refusal('conflict', 'fund_round_taken', `The contributions of ${year} stand already.`, { year }),
  roundUnknown: (year: number) =>
    new Refusal('not_found', 'fund_round_unknown', `No contributions of ${year} have been set.`, { year }),
  duePaid: (members: string) =>
    new Refusal('conflict', 'fund_due_paid', `${members} paid already, and would owe another amount.`, { members }),
  givenUp: () => new Refusal('conflict', 'fund_given_up', 'The project has been given up: nothing more is paid to it.'),
  nothingLeft: () =>
    new Refusal('conflict', 'fund_nothing_left', 'All that was set apart has been paid out: nothing goes back.'),
  dueUnknown: (year: number) =>
    new Refusal('not_found', 'fund_due_unknown', `Your organization owes the fund nothing for ${year}.`, { year }),
  paidBefore: () => new Refusal('conflict', 'fund_paid_before', 'This has been paid already.'),
  projectUnknown: (id: string) =>
    new Refusal('not_found', 'fund_project_unknown', 'There is no such project in the pool, or it is only proposed.', {
      id,
    }),
  insufficient: (neededFen: number) =>
    new Refusal('conflict', 'fund_insufficient', `The fund has less than ${neededFen} fen.`, { neededFen }),
  allocationUnknown: (id: string) =>
    new Refusal('not_found', 'fund_allocation_unknown', 'The fund has set nothing apart under this number.', { id }),
  milestoneUnknown: (number: number) =>
    new Refusal('not_found', 'fund_milestone_unknown', `There is no milestone ${number}.`, { number }),
  earlierUnpaid: (number: number) =>
    new Refusal('conflict', 'fund_earlier_unpaid', `A milestone before ${number} has not been reached.`, { number }),
}
