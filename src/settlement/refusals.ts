import { Refusal } from '../platform/refusal.ts'

/** What settlement refuses. */
export const settlementRefusals = {
  amountInvalid: (found: string, expected: string) =>
    new Refusal('invalid', 'amount_invalid', `Expected ${expected}, found ${found}.`, { found, expected }),
  sharesInvalid: (found: string, expected: string) =>
    new Refusal('invalid', 'shares_invalid', `Expected ${expected}, found ${found}.`, { found, expected }),
  termOpen: (agreement: string, term: string, question: string) =>
    new Refusal(
      'conflict',
      'agreement_term_open',
      `${agreement} leaves "${term}" open: ${question} The parties must agree on it first.`,
      {
        agreement,
        term,
        question,
      },
    ),
  termUnknown: (agreement: string, term: string) =>
    new Refusal('invalid', 'agreement_term_unknown', `${agreement} has no term "${term}".`, { agreement, term }),
  yearOutside: (agreement: string, year: number, first: number, last: number) =>
    new Refusal('invalid', 'agreement_year_outside', `${agreement} runs from ${first} to ${last}, not in ${year}.`, {
      agreement,
      year,
      first,
      last,
    }),
  inputMissing: (name: string) =>
    new Refusal('invalid', 'formula_input_missing', `The formula needs "${name}", and it is not given.`, { name }),
  inputInvalid: (name: string, expected: string, found: string) =>
    new Refusal('invalid', 'formula_input_invalid', `${name}: expected ${expected}, found ${found}.`, {
      name,
      expected,
      found,
    }),
  formulaUndefined: (why: string) =>
    new Refusal('invalid', 'formula_undefined', `The formula has no value here: ${why}.`, { why }),
  partyUnknown: (agreement: string, party: string) =>
    new Refusal('invalid', 'agreement_party_unknown', `${party} is no party of ${agreement}.`, { agreement, party }),
}
