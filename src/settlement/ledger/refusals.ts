import { Refusal } from '../../platform/refusal.ts'
import { MOST_TRANSFER_FEN } from '../rules/money.ts'

/** What the ledger refuses. Codes are public: never renamed, never reused. */
export const ledgerRefusals = {
  accountNotFound: (id: number) =>
    new Refusal('not_found', 'account_not_found', 'There is no such account, or it is not yours to see.', { id }),
  accountUnknown: (from: number, to: number) =>
    new Refusal('invalid', 'account_unknown', `One of the accounts ${from} and ${to} is not there.`, { from, to }),
  accountClosed: (from: number, to: number) =>
    new Refusal('conflict', 'account_closed', 'One of the two accounts is closed.', { from, to }),
  placeUnknown: () =>
    new Refusal(
      'conflict',
      'account_place_unknown',
      'Your organization has no jurisdiction on record: an account is of a jurisdiction.',
    ),
  notAccountKeeper: (id: number) =>
    new Refusal(
      'forbidden',
      'account_not_keeper',
      'Who keeps the account hands it over, or the office that coordinates its place.',
      { id },
    ),
  unitElsewhere: (id: number) =>
    new Refusal('invalid', 'account_unit_elsewhere', 'An account is kept by a unit of its own jurisdiction.', { id }),
  booksDiffer: (from: number, to: number) =>
    new Refusal('invalid', 'transfer_books_differ', 'Money moves within one book only.', { from, to }),
  oneAccount: (id: number) =>
    new Refusal('invalid', 'transfer_one_account', 'A transfer goes from one account to another one.', { id }),
  notKeeper: (from: number) =>
    new Refusal('forbidden', 'transfer_not_keeper', 'Only who keeps the account takes from it.', { from }),
  bookOfFund: (from: number) =>
    new Refusal(
      'conflict',
      'transfer_book_of_fund',
      'What a fund has moves by contributions, allocations and milestones alone.',
      { from },
    ),
  insufficient: (from: number, amountFen: number) =>
    new Refusal(
      'conflict',
      'transfer_insufficient',
      `The account ${from} has less than ${amountFen} fen, and may not fall below zero.`,
      { from, amountFen },
    ),
  tooLarge: (amountFen: number) =>
    new Refusal(
      'invalid',
      'transfer_too_large',
      'A transfer moves at most 100 billion yuan, and no account owes more than a trillion or has more than 90 trillion.',
      { amountFen, mostFen: MOST_TRANSFER_FEN },
    ),
  keyTaken: (id: number) =>
    new Refusal('conflict', 'transfer_key_taken', `This key has already moved something else: transfer ${id}.`, { id }),
  transferNotFound: (id: number) =>
    new Refusal('not_found', 'transfer_not_found', 'There is no such transfer, or you see neither of its accounts.', {
      id,
    }),
  notReversible: (id: number, why: string) =>
    new Refusal('conflict', 'transfer_not_reversible', `Transfer ${id} is not taken back by hand: ${why}.`, {
      id,
      why,
    }),
  reversedBefore: (id: number) =>
    new Refusal('conflict', 'transfer_reversed_before', `Transfer ${id} has been reversed already.`, { id }),
}
