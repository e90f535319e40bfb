import { Refusal } from '../../platform/refusal.ts'

/** What the papers refuse. Codes are public: never renamed, never reused. */
export const paperRefusals = {
  programmeNotFound: (id: string) =>
    new Refusal('not_found', 'paper_programme_not_found', 'There is no such programme, or it is not shared with you.', {
      id,
    }),
  yearOutside: (year: number, first: number, last: number) =>
    new Refusal(
      'invalid',
      'paper_year_outside',
      `The programme has no evaluation of ${year}: it runs from ${first}, and ${last} is the newest year.`,
      { year, first, last },
    ),
}
